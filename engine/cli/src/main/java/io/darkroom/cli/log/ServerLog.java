package io.darkroom.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.darkroom.server.system.LogBook;
import org.slf4j.LoggerFactory;

/** The log of a server: what it does, on standard error as ever, and the latest lines in a book for its clients. */
public final class ServerLog extends AppenderBase<ILoggingEvent> {
    private static final String OURS = "io.darkroom";

    private final LogBook book = new LogBook();
    private final LogLine line = new LogLine();

    private ServerLog() {}

    /** Begins to tell of what the server does, and to keep it. */
    public static LogBook open() {
        ServerLog log = new ServerLog();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            log.setContext(context);
            log.line.setContext(context);
            log.line.start();
            log.start();
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.addAppender(log);
            Logger ours = context.getLogger(OURS);
            if (!ours.isInfoEnabled()) {
                ours.setLevel(Level.INFO);
            }
        }
        return log.book;
    }

    @Override
    protected void append(ILoggingEvent event) {
        book.add(event.getInstant(), line.doLayout(event));
    }
}

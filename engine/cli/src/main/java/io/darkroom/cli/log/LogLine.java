package io.darkroom.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.Locale;

/** {@code warning: the message}, and news without such a word; a failure's stack follows only where details are asked for. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        String line = kind(event.getLevel()) + event.getFormattedMessage() + System.lineSeparator();
        IThrowableProxy failure = event.getThrowableProxy();
        boolean detailed =
                Level.toLevel(System.getProperty(LogSetup.LEVEL), Level.WARN).isGreaterOrEqual(Level.WARN);
        return failure == null || detailed ? line : line + ThrowableProxyUtil.asString(failure);
    }

    /** What is only news has no kind: scripts look for ComfyUI's {@code got prompt} at the beginning of a line. */
    private static String kind(Level level) {
        if (level.equals(Level.INFO)) {
            return "";
        }
        return (level.equals(Level.WARN) ? "warning" : level.toString().toLowerCase(Locale.ROOT)) + ": ";
    }
}

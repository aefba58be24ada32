package io.darkroom.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.Locale;

/** {@code warning: the message}; a failure's stack follows only where details are asked for. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        String kind = event.getLevel().equals(Level.WARN)
                ? "warning"
                : event.getLevel().toString().toLowerCase(Locale.ROOT);
        String line = kind + ": " + event.getFormattedMessage() + System.lineSeparator();
        IThrowableProxy failure = event.getThrowableProxy();
        boolean detailed =
                Level.toLevel(System.getProperty(LogSetup.LEVEL), Level.WARN).isGreaterOrEqual(Level.WARN);
        return failure == null || detailed ? line : line + ThrowableProxyUtil.asString(failure);
    }
}

package io.darkroom.onnx.session;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls back once, after a while, on a thread that does not keep the program alive and exists from the first use on. */
final class IdleTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleTimer.class);

    private @Nullable Timer timer;
    private boolean closed;

    synchronized void after(Duration delay, Runnable work) {
        if (closed) {
            return;
        }
        if (timer == null) {
            timer = new Timer("darkroom-idle-networks", true);
        }
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        try {
                            work.run();
                        } catch (RuntimeException e) { // it would end the timer
                            LOG.warn("Unused networks could not be put out of memory.", e);
                        }
                    }
                },
                Math.max(1, delay.toMillis()));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}

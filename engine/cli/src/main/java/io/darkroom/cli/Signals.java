package io.darkroom.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and its like. The first signal stops what runs, after which the program ends by itself; the second ends it at once.
 *
 * <p>Not a shutdown hook: hooks run side by side, and ONNX Runtime's own would take its memory away while a network still
 * computes. By reflection, as the compiler warns of {@code sun.misc.Signal} and nothing else offers this.
 */
final class Signals {
    /** What shells add to a signal's number. */
    private static final int SHELL_BASE = 128;

    private final AtomicInteger received = new AtomicInteger();
    private final Runnable stop;

    private Signals(Runnable stop) {
        this.stop = stop;
    }

    /**
     * Listens for Ctrl-C, termination and the end of the terminal.
     *
     * @param stop stops what runs
     */
    static Signals listen(Runnable stop) {
        Signals signals = new Signals(stop);
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            signals.listen(name);
        }
        return signals;
    }

    /** The program's exit code: of the signal, if there was one. */
    int exitCode(int otherwise) {
        return received.get() == 0 ? otherwise : SHELL_BASE + received.get();
    }

    private void listen(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object made = signal.getConstructor(String.class).newInstance(name);
            int number = (int) signal.getMethod("getNumber").invoke(made);
            InvocationHandler heard = (proxy, method, arguments) -> {
                hear(number);
                return null;
            };
            Object listener = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, heard);
            signal.getMethod("handle", signal, handler).invoke(null, made, listener);
        } catch (ReflectiveOperationException e) {
            // This system has no such signal (HUP on Windows), or the user asked Java to leave signals alone (-Xrs).
            return;
        }
    }

    private void hear(int number) {
        if (!received.compareAndSet(0, number)) {
            Runtime.getRuntime().halt(SHELL_BASE + number);
        }
        stop.run();
    }
}

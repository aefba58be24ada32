package io.darkroom.api.sampling;

/** Says whether the user wants the work to stop. Safe to ask from any thread. */
public interface Cancellation {
    /** Never cancels: for tests and for work that nobody waits on. */
    Cancellation NEVER = new Cancellation() {
        @Override
        public boolean requested() {
            return false;
        }

        @Override
        public Registration onRequest(Runnable action) {
            return () -> {};
        }
    };

    boolean requested();

    /** Runs the action once when cancellation is requested (at once if it already was), until the registration closes. */
    Registration onRequest(Runnable action);

    /**
     * @throws CancelledException if cancellation was requested
     */
    default void check() {
        if (requested()) {
            throw new CancelledException();
        }
    }

    /** Ends an {@link #onRequest} registration. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}

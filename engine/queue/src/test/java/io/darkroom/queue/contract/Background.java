package io.darkroom.queue.contract;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that end with the test. */
final class Background implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    <T> Future<T> run(Callable<T> task) {
        return threads.submit(task);
    }

    <T> List<Future<T>> runAll(List<Callable<T>> tasks) throws InterruptedException {
        return threads.invokeAll(tasks);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

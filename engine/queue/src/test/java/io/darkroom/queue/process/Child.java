package io.darkroom.queue.process;

import io.darkroom.queue.sqlite.SqliteStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;

/** Another JVM that runs a class of the tests and says on its standard output, line by line, what it did. */
public final class Child implements AutoCloseable {
    /** Ends each line: one that a kill cut off lacks it. */
    public static final String END = " .";

    private static final String SCHEMA = "/io/darkroom/queue/sqlite/schema/V1__jobs_history_outputs_deliveries.sql";

    private final Process process;
    private final List<String> lines = new ArrayList<>(); // guarded by itself
    private final Thread reader = new Thread(this::read, "child's output");

    private Child(Process process) {
        this.process = process;
        reader.start();
    }

    /** Starts a class with this JVM's program and libraries. */
    public static Child start(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                String.join(File.pathSeparator, classPath()),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    // The class path property does not help: test runners load the tests otherwise.
    private static Set<String> classPath() {
        Set<String> places = new LinkedHashSet<>();
        try {
            Class<?> logging = LoggerFactory.getILoggerFactory().getClass();
            for (Class<?> type : List.of(
                    Child.class, SqliteStore.class, JDBC.class, Logger.class, logging, logging.getSuperclass())) {
                places.add(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            }
            places.add(resources(SqliteStore.class, SCHEMA));
            places.add(resources(Child.class, "/logback-test.xml"));
            return places;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resources(Class<?> type, String name) throws URISyntaxException {
        URL resource = type.getResource(name);
        if (resource == null) {
            throw new IllegalStateException("The class path lacks \"" + name + "\".");
        }
        String place = resource.toString().substring(0, resource.toString().length() - name.length());
        if (place.startsWith("jar:")) {
            place = place.substring("jar:".length(), place.length() - 1); // without its "!"
        }
        return Path.of(new URI(place)).toString();
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.endsWith(END)) {
                    synchronized (lines) {
                        lines.add(line.substring(0, line.length() - END.length()));
                        lines.notifyAll();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has said this much. */
    public void awaitLines(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        synchronized (lines) {
            while (lines.size() < count) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("The child said only " + lines);
                }
                lines.wait(100);
            }
        }
    }

    /** Ends it as {@code kill -9} does; returns all that it said. */
    public List<String> kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // Process's own method would close the pipe with what is still in it
        return lastWords();
    }

    /** Waits until it ends by itself; returns all that it said. */
    public List<String> lastWords() throws InterruptedException {
        process.waitFor();
        reader.join();
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

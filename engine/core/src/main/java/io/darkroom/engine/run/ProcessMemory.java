package io.darkroom.engine.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The default gauge. On Linux: the resident memory of the whole process ({@code VmRSS}), which includes what networks hold
 * outside the Java heap; elsewhere: the used Java heap, which does not. It looks again at most once a millisecond, so that
 * asking costs nothing where nodes are short.
 */
final class ProcessMemory implements MemoryGauge {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final long FRESH_NANOS = 1_000_000;

    private final MemoryGauge source;
    private volatile Sample last;

    private ProcessMemory(MemoryGauge source) {
        this.source = source;
        this.last = new Sample(source.bytesInUse(), System.nanoTime());
    }

    /** How much memory the machine has to spare, what the Java heap has taken but does not use included. */
    static long spareBytes() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long machine = available().orElseGet(system::getFreeMemorySize);
        return machine + Runtime.getRuntime().freeMemory();
    }

    /** Linux counts what it keeps of files only because nobody else wants the memory; the bean does not. */
    private static Optional<Long> available() {
        return Files.isReadable(MACHINE) ? kilobytes(MACHINE, AVAILABLE) : Optional.empty();
    }

    private static Optional<Long> kilobytes(Path file, Pattern line) {
        try {
            Matcher matcher = line.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1)) * 1024) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a process without open files left still deserves a number
        }
    }

    static MemoryGauge gauge() {
        return new ProcessMemory(Files.isReadable(STATUS) ? ProcessMemory::resident : ProcessMemory::heap);
    }

    @Override
    public long bytesInUse() {
        long now = System.nanoTime();
        Sample sample = last;
        if (now - sample.nanoTime > FRESH_NANOS) {
            sample = new Sample(source.bytesInUse(), now);
            last = sample;
        }
        return sample.bytes;
    }

    private static long resident() {
        return kilobytes(STATUS, RESIDENT).orElseGet(ProcessMemory::heap);
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private record Sample(long bytes, long nanoTime) {}
}

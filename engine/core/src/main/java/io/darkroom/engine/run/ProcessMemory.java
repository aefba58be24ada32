package io.darkroom.engine.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The default gauge. On Linux: the resident memory of the whole process ({@code VmRSS}), which includes what networks hold
 * outside the Java heap; elsewhere: the used Java heap, which does not. It looks again at most once a millisecond, so that
 * asking costs nothing where nodes are short.
 */
final class ProcessMemory implements MemoryGauge {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final long FRESH_NANOS = 1_000_000;

    private final MemoryGauge source;
    private volatile Sample last;

    private ProcessMemory(MemoryGauge source) {
        this.source = source;
        this.last = new Sample(source.bytesInUse(), System.nanoTime());
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
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(STATUS, StandardCharsets.US_ASCII));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : heap();
        } catch (IOException e) {
            return heap(); // a process without open files left still deserves a number
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private record Sample(long bytes, long nanoTime) {}
}

package io.darkroom.server.system;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine's memory, in bytes.
 *
 * @param free what programs can still get, with what the system only uses to remember files
 */
record MachineMemory(long total, long free) {
    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final long KIB = 1024;

    static MachineMemory now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new MachineMemory(system.getTotalMemorySize(), available(system.getFreeMemorySize()));
    }

    private static long available(long otherwise) {
        if (!Files.isReadable(LINUX)) {
            return otherwise;
        }
        try {
            return Files.readAllLines(LINUX).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}

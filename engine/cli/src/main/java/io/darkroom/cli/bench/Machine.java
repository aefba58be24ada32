package io.darkroom.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the measurements were made on, as far as Linux tells. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path PROCESS = Path.of("/proc/self/status");

    private Machine() {}

    /** One line. */
    static String described() {
        String processor = find(PROCESSORS, "model name\\s*:\\s*(.+)").orElse("unknown processor");
        String memory = find(MEMORY, "MemTotal:\\s*(\\d+) kB")
                .map(kilobytes -> String.format(Locale.ROOT, ", %.0f GB", Long.parseLong(kilobytes) / 1048576.0))
                .orElse("");
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " processors" + memory + "; "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + "; Java "
                + System.getProperty("java.vm.version");
    }

    /** The most memory this process ever had resident, in bytes. */
    static OptionalLong peakBytes() {
        return find(PROCESS, "VmHWM:\\s*(\\d+) kB")
                .map(kilobytes -> OptionalLong.of(Long.parseLong(kilobytes) * 1024))
                .orElse(OptionalLong.empty());
    }

    private static Optional<String> find(Path file, String pattern) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file, StandardCharsets.UTF_8));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the table is worth printing without this line, too
        }
    }
}

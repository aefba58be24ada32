package io.darkroom.cli.command;

import io.darkroom.api.extension.Settings;
import io.darkroom.cli.UserException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say how to use the machine. */
final class MachineOptions {
    @Option(names = "--cpu", description = "Run the networks on the processor, even if there is a GPU.")
    private boolean cpu;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads for the networks. Default: as many as there are processors.")
    private @Nullable Integer threads;

    Settings settings() {
        if (threads != null && threads < 1) {
            throw new UserException("--threads is " + threads + "; it must be at least 1.");
        }
        return new Settings(
                cpu ? Settings.Device.CPU : Settings.Device.AUTO,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                OptionalLong.empty());
    }
}

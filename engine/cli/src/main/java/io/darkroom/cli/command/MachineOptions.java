package io.darkroom.cli.command;

import io.darkroom.api.extension.Settings;
import io.darkroom.cli.UserException;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The flags that say how to use the machine, as ComfyUI names them where it has them. */
public final class MachineOptions {
    private static final double GIGABYTE = 1L << 30;

    @Option(names = "--cpu", description = "Run the networks on the processor, even if there is a GPU.")
    private boolean cpu;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads for the networks. Default: as many as there are processors.")
    private @Nullable Integer threads;

    @Option(
            names = "--memory-budget",
            paramLabel = "GB",
            description = "Memory that the networks and their work may take. Default: 70 %% of the machine's.")
    private @Nullable Double budget;

    @Option(names = "--reserve-vram", paramLabel = "GB", description = "Memory to leave to other programs.")
    private double reserved;

    @ArgGroup
    private MemoryClass memory = new MemoryClass();

    /** ComfyUI's classes of GPU memory, as shares of the machine's: the networks live there. */
    private static final class MemoryClass {
        @Option(
                names = {"--gpu-only", "--highvram"},
                description = "Keep networks loaded: 90 %% of the machine's memory.")
        private boolean high;

        @Option(names = "--normalvram", description = "The default.")
        private boolean normal;

        @Option(names = "--lowvram", description = "Keep little loaded: 25 %% of the machine's memory.")
        private boolean low;

        @Option(names = "--novram", description = "Keep hardly anything loaded: 10 %% of the machine's memory.")
        private boolean none;

        OptionalLong share() {
            if (normal) {
                return OptionalLong.empty();
            }
            return high ? shareOf(0.9) : low ? shareOf(0.25) : none ? shareOf(0.1) : OptionalLong.empty();
        }
    }

    /** ComfyUI's choices of a GPU: understood, and answered with what this build can do. */
    @Option(
            names = {"--cuda-device", "--default-device", "--directml"},
            arity = "0..1",
            fallbackValue = "0",
            hidden = true)
    void gpu(String device) {
        gpuAsked = device;
    }

    private @Nullable String gpuAsked;

    /** What was asked for and cannot be had, as a sentence; empty if there is nothing to say. */
    public String remark() {
        return gpuAsked == null || cpu
                ? ""
                : "GPU " + gpuAsked + " was asked for; this build runs networks on the processor only.";
    }

    /** The flags as the catalogue takes them. */
    public Settings settings() {
        if (threads != null && threads < 1) {
            throw new UserException("--threads is " + threads + "; it must be at least 1.");
        }
        return new Settings(
                cpu ? Settings.Device.CPU : Settings.Device.AUTO,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                memoryBudget());
    }

    private OptionalLong memoryBudget() {
        if (!(reserved >= 0)) {
            throw new UserException("--reserve-vram is " + reserved + "; it must be at least 0 GB.");
        }
        if (budget != null) {
            if (!(budget > 0)) {
                throw new UserException("--memory-budget is " + budget + "; it must be more than 0 GB.");
            }
            return OptionalLong.of((long) (budget * GIGABYTE));
        }
        OptionalLong share = memory.share();
        if (reserved == 0) {
            return share;
        }
        long left = share.orElseGet(() -> shareOf(0.7).orElseThrow()) - (long) (reserved * GIGABYTE);
        if (left <= 0) {
            throw new UserException("--reserve-vram " + reserved + " leaves nothing for the networks; reserve less.");
        }
        return OptionalLong.of(left);
    }

    private static OptionalLong shareOf(double share) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return OptionalLong.of((long) (share * system.getTotalMemorySize()));
    }
}

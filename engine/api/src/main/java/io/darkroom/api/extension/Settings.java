package io.darkroom.api.extension;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the user wants the program to use the machine.
 *
 * @param threads processor threads for the networks, at least 1
 * @param memoryBudget bytes that networks and their work may take; empty: decided from the machine
 * @param unloadAfter how long a network may lie in memory unused; empty: until room is needed
 */
public record Settings(Device device, int threads, OptionalLong memoryBudget, Optional<Duration> unloadAfter) {
    public Settings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1.");
        }
        if (unloadAfter.isPresent() && unloadAfter.get().compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("unloadAfter is " + unloadAfter.get() + "; it must be more than 0.");
        }
    }

    /** Networks stay in memory until room is needed. */
    public Settings(Device device, int threads, OptionalLong memoryBudget) {
        this(device, threads, memoryBudget, Optional.empty());
    }

    public Settings withUnloadAfter(Duration unused) {
        return new Settings(device, threads, memoryBudget, Optional.of(unused));
    }

    /** What the networks run on. */
    public enum Device {
        /** The GPU where one works, else the CPU. */
        AUTO,
        CPU,
        CUDA
    }
}

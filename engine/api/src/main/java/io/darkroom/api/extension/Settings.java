package io.darkroom.api.extension;

import java.util.OptionalLong;

/**
 * How the user wants the program to use the machine.
 *
 * @param threads processor threads for the networks, at least 1
 * @param memoryBudget bytes that networks and their work may take; empty: decided from the machine
 */
public record Settings(Device device, int threads, OptionalLong memoryBudget) {
    public Settings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1.");
        }
    }

    /** What the networks run on. */
    public enum Device {
        /** The GPU where one works, else the CPU. */
        AUTO,
        CPU,
        CUDA
    }
}

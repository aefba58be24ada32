package io.darkroom.engine.disk;

import java.nio.file.Path;

/**
 * Where and how much an engine keeps on disk.
 *
 * @param folder made when first needed
 * @param bytes all entries together; those unused for longest leave first
 * @param maker who computes: what another version of the program has kept is of no use
 */
public record DiskOptions(Path folder, long bytes, String maker, FileDigests digests) {
    public DiskOptions {
        if (bytes < 1) {
            throw new IllegalArgumentException("The cache on disk is to hold " + bytes + " bytes; at least 1.");
        }
    }
}

package io.darkroom.api.extension;

/**
 * What the program offers every pack.
 *
 * @param extensions a live view: what packs that load later add appears in it
 */
public record Environment(Folders folders, Settings settings, Extensions extensions) {}

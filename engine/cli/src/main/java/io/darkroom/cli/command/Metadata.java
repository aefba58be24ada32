package io.darkroom.cli.command;

/** What pictures tell of how they were made. */
enum Metadata {
    /** Nothing ({@code --disable-metadata}). */
    NONE,
    /** Workflow, parameters and lock. */
    WHOLE
}

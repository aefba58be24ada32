package io.darkroom.api.node;

/** What sets a node type apart. */
public enum Trait {
    /** A root of execution: it runs even though nothing consumes it. */
    OUTPUT,
    /** Called once with the whole list of every input, instead of once per element. */
    TAKES_LISTS,
    /** Two nodes with equal inputs do not share a result. */
    NOT_IDEMPOTENT,
    /** Accepts links and constants under names it does not declare ({@code input2}, {@code input3} ...). */
    VARIADIC,
    /** Its check alone decides which constants are right: they are converted, but no range or choice is looked at. */
    CHECKS_CONSTANTS,
    /** Its check alone decides what may be linked to it: socket types are not compared. */
    CHECKS_LINKS,
    /** Its results are small, dear, and depend on its inputs alone: worth keeping on disk, beyond the end of the program. */
    DURABLE,
    DEPRECATED,
    EXPERIMENTAL
}

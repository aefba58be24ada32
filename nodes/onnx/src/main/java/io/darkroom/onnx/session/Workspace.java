package io.darkroom.onnx.session;

/** What becomes of the memory that a network works in, when a call is over. */
public enum Workspace {
    /** Kept for the next call, which comes soon and is of the same size: a step of sampling. */
    KEPT,
    /** Given back: the next call may be long in coming, and a large picture takes gigabytes. */
    GIVEN_BACK
}

package io.darkroom.queue;

import java.time.Instant;

/**
 * An accepted job.
 *
 * @param number its place in its owner's queue
 * @param body what to do, as JSON
 * @param attempts how often it was started so far
 */
public record Job(String id, String owner, double number, String body, Instant accepted, int attempts) {}

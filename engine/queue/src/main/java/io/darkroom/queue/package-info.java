/**
 * Jobs that are on disk before they are accepted, who works on them, and what came of them. What a job says is JSON that
 * nothing here reads. Whatever holds the jobs (one SQLite file, or a cluster's streams) passes one contract test.
 */
@NullMarked
package io.darkroom.queue;

import org.jspecify.annotations.NullMarked;

/** Prompts after they were accepted: the queue, what runs, and the history. */
@NullMarked
package io.darkroom.server.job;

import org.jspecify.annotations.NullMarked;

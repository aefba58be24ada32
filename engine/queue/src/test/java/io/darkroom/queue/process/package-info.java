/** Processes of their own that work with a store, to be killed. */
@NullMarked
package io.darkroom.queue.process;

import org.jspecify.annotations.NullMarked;

/** The workers that take prompts from the queue and run them, supervised. */
@NullMarked
package io.darkroom.server.work;

import org.jspecify.annotations.NullMarked;

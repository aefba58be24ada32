/** What saved pictures tell of how they were made, and whether they come out the same again. */
@NullMarked
package io.darkroom.cli.lock;

import org.jspecify.annotations.NullMarked;

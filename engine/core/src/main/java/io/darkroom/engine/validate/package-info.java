/** Finds all that is wrong with a workflow before it runs, and turns its constants into the values that run. */
@NullMarked
package io.darkroom.engine.validate;

import org.jspecify.annotations.NullMarked;

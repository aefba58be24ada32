/** Nodes without models, and a bench to run them on. */
@NullMarked
package io.darkroom.engine.toys;

import org.jspecify.annotations.NullMarked;

/** Whole numbers and truth values, which loops are built from. */
@NullMarked
package io.darkroom.conformance.logic;

import org.jspecify.annotations.NullMarked;

/** How a node is written: a class with a record in and a record out, or a description made by hand. */
@NullMarked
package io.darkroom.api.node;

import org.jspecify.annotations.NullMarked;

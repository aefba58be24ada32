/** The pictures that were made: found by what they were made from, and thrown away so that they can be had back. */
@NullMarked
package io.darkroom.server.gallery;

import org.jspecify.annotations.NullMarked;

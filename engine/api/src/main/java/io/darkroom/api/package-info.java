/** What a node author compiles against. It depends on nothing but JSpecify, and nothing in it holds state. */
@NullMarked
package io.darkroom.api;

import org.jspecify.annotations.NullMarked;

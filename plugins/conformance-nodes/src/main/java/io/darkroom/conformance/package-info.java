/**
 * Toy nodes that exercise every part of the node protocol, for black-box tests of the engine over the wire. Written as a third
 * party would, against the API only; never part of the program.
 */
@NullMarked
package io.darkroom.conformance;

import org.jspecify.annotations.NullMarked;

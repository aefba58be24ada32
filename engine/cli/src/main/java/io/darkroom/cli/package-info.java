/** The command line: picks the parts, wires them, and runs what the user asked for. */
@NullMarked
package io.darkroom.cli;

import org.jspecify.annotations.NullMarked;

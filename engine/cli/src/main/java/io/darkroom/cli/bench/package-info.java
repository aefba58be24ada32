/** {@code darkroom bench}: how fast Darkroom is on this machine, as a table with the machine and the command beside it. */
@NullMarked
package io.darkroom.cli.bench;

import org.jspecify.annotations.NullMarked;

/** How the parts of the program talk to the user beside their results: short lines on standard error. */
@NullMarked
package io.darkroom.cli.log;

import org.jspecify.annotations.NullMarked;

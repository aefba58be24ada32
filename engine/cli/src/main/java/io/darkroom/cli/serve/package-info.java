/** {@code darkroom serve}: the server's flags, and the parts it is put together from. */
@NullMarked
package io.darkroom.cli.serve;

import org.jspecify.annotations.NullMarked;

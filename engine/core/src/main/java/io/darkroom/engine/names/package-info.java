/** Names a user may have meant: the nearest to one that does not exist. */
@NullMarked
package io.darkroom.engine.names;

import org.jspecify.annotations.NullMarked;

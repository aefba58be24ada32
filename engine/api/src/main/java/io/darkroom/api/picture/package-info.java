/** Pages of pictures with words beside them, for nodes and servers alike. Drawn with Java2D; needs no screen. */
@NullMarked
package io.darkroom.api.picture;

import org.jspecify.annotations.NullMarked;

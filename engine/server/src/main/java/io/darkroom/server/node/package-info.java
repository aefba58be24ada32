/** The node types there are, as clients read them. */
@NullMarked
package io.darkroom.server.node;

import org.jspecify.annotations.NullMarked;

/** The nodes that load models from files. */
@NullMarked
package io.darkroom.nodes.load;

import org.jspecify.annotations.NullMarked;

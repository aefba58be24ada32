@NullMarked
package io.darkroom.nodes.load;

import org.jspecify.annotations.NullMarked;

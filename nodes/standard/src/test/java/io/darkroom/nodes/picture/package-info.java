@NullMarked
package io.darkroom.nodes.picture;

import org.jspecify.annotations.NullMarked;

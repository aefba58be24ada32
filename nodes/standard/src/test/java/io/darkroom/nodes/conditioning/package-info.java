@NullMarked
package io.darkroom.nodes.conditioning;

import org.jspecify.annotations.NullMarked;

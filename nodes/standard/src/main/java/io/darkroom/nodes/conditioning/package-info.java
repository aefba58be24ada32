/** The nodes that encode prompts and say where and when they hold. */
@NullMarked
package io.darkroom.nodes.conditioning;

import org.jspecify.annotations.NullMarked;

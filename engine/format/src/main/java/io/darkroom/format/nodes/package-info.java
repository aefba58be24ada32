/** Descriptions of node types as ComfyUI's {@code /object_info} has them, read and written. */
@NullMarked
package io.darkroom.format.nodes;

import org.jspecify.annotations.NullMarked;

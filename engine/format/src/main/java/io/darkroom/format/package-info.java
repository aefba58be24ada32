/** Reads and writes ComfyUI's files: API prompts, editor workflows, object_info, and the text inside pictures. */
@NullMarked
package io.darkroom.format;

import org.jspecify.annotations.NullMarked;

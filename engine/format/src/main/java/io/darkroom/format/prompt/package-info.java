/** ComfyUI's API format: what the server is sent, and what lies in the {@code prompt} text of its pictures. */
@NullMarked
package io.darkroom.format.prompt;

import org.jspecify.annotations.NullMarked;

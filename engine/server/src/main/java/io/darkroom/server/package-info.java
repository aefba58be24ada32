/** The server: ComfyUI's routes and web socket over the durable queue, and our own routes beside them. */
@NullMarked
package io.darkroom.server;

import org.jspecify.annotations.NullMarked;

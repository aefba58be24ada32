/** Clients that others wrote for ComfyUI, run against the server as their users run them. */
@NullMarked
package io.darkroom.server.clients;

import org.jspecify.annotations.NullMarked;

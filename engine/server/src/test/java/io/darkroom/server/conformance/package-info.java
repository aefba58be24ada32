/** The node protocol from outside: real prompts over HTTP and the web socket, as scripts of ComfyUI's users send them. */
@NullMarked
package io.darkroom.server.conformance;

import org.jspecify.annotations.NullMarked;

/**
 * Tells other programs that a prompt is over, if whoever submitted it asked for that. The only connections that the server
 * opens by itself.
 */
@NullMarked
package io.darkroom.server.webhook;

import org.jspecify.annotations.NullMarked;

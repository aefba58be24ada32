/** The web socket: who is connected, what each is sent, and what a client that comes back has missed. */
@NullMarked
package io.darkroom.server.socket;

import org.jspecify.annotations.NullMarked;

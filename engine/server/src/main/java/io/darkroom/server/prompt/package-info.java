/** Prompts from clients: how they come in, what is kept of them, what is said about them. */
@NullMarked
package io.darkroom.server.prompt;

import org.jspecify.annotations.NullMarked;

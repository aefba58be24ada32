/** Whether the server does its work, for those who watch over it: quick to ask, without a token. */
@NullMarked
package io.darkroom.server.health;

import org.jspecify.annotations.NullMarked;

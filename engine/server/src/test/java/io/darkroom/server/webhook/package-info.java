@NullMarked
package io.darkroom.server.webhook;

import org.jspecify.annotations.NullMarked;

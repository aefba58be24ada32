/** What clients are told while prompts run. */
@NullMarked
package io.darkroom.server.event;

import org.jspecify.annotations.NullMarked;

/** The model files there are, and what is known of them. */
@NullMarked
package io.darkroom.server.model;

import org.jspecify.annotations.NullMarked;

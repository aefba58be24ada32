@NullMarked
package io.darkroom.server.sweep;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.darkroom.server.estimate;

import org.jspecify.annotations.NullMarked;

/** Small, dear results on disk: known again by content after a restart. */
@NullMarked
package io.darkroom.engine.disk;

import org.jspecify.annotations.NullMarked;

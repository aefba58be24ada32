/** Results of nodes by what they were computed from, bounded in bytes. */
@NullMarked
package io.darkroom.engine.cache;

import org.jspecify.annotations.NullMarked;

/** What the reference server answered and told, replayed against ours. */
@NullMarked
package io.darkroom.server.golden;

import org.jspecify.annotations.NullMarked;

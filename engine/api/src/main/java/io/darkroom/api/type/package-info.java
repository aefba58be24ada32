/** The values that travel along the links of a graph. Each is immutable; those that stand for a network are handles that load on first use. */
@NullMarked
package io.darkroom.api.type;

import org.jspecify.annotations.NullMarked;

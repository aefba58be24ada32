@NullMarked
package io.darkroom.nodes.sample;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.darkroom.nodes.resample;

import org.jspecify.annotations.NullMarked;

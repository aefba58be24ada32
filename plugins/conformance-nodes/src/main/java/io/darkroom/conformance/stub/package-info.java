/** Sources of images, masks and numbers without a model. */
@NullMarked
package io.darkroom.conformance.stub;

import org.jspecify.annotations.NullMarked;

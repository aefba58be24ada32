/** What pictures and model files say in text: workflows, generation parameters, and the lock of our own pictures. */
@NullMarked
package io.darkroom.format.picture;

import org.jspecify.annotations.NullMarked;

/** Says what a prompt would cost before it is submitted, as far as the prompts of the past tell. */
@NullMarked
package io.darkroom.server.estimate;

import org.jspecify.annotations.NullMarked;

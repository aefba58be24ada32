/** How models see noise: tables of sigmas, what a network's output means, and the ways to lay steps over them. */
@NullMarked
package io.darkroom.diffusion.schedule;

import org.jspecify.annotations.NullMarked;

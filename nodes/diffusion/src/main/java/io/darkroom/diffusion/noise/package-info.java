/**
 * Random normals exactly as the reference draws them, so that the same seed gives the same picture: PyTorch's CPU and CUDA
 * generators, the starting noise of a latent, and the noise that samplers add, Brownian paths included.
 */
@NullMarked
package io.darkroom.diffusion.noise;

import org.jspecify.annotations.NullMarked;

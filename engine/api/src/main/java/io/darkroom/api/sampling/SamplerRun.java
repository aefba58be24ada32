package io.darkroom.api.sampling;

/**
 * What a sampler may use besides its model: its noise, the model's schedule, and whom to tell.
 *
 * @param noise draws the noise that ancestral and stochastic samplers add
 * @param schedule the model's schedule, for samplers that work in its time
 * @param listener told after each step
 * @param cancellation checked before each step
 */
public record SamplerRun(NoiseSource noise, NoiseSchedule schedule, StepListener listener, Cancellation cancellation) {}

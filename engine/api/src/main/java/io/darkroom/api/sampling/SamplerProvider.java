package io.darkroom.api.sampling;

/** A sampler under the name that stands in the sampler combos. */
public record SamplerProvider(String name, Sampler sampler) {}

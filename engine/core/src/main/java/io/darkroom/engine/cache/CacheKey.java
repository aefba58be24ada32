package io.darkroom.engine.cache;

/** What a result was computed from, as the first 128 bits of a SHA-256. Equal keys mean equal computations. */
public record CacheKey(long high, long low) {}

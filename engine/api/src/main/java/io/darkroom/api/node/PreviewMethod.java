package io.darkroom.api.node;

/** How a sampling node makes pictures of the work so far. */
public enum PreviewMethod {
    /** Not at all. */
    NONE,
    /** One pixel for each cell of the latent: rough, at no cost. What {@code auto} means on command lines. */
    LATENT2RGB,
    /** A tiny decoder, if its file is in {@code models/vae_approx}; else as {@link #LATENT2RGB}. */
    TAESD
}

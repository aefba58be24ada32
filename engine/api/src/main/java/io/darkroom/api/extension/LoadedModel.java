package io.darkroom.api.extension;

import java.time.Instant;

/**
 * A network that lies in memory.
 *
 * @param id tells it apart from others; what {@link io.darkroom.api.type.ModelHandle#models} names
 * @param file what it was made from, as users know it: {@code sd15.safetensors}, with {@code + detail.safetensors} for each
 *     patch
 * @param network which network of the file: {@code UNet}, {@code VAE decoder} ...
 * @param device what it runs on: {@code cpu}
 * @param plan how its weights are laid out: {@code packed}, {@code instant} ...
 * @param bytes that its weights take
 * @param busy whether it is at work now
 */
public record LoadedModel(
        String id,
        String file,
        String network,
        String device,
        String plan,
        long bytes,
        Instant lastUsed,
        boolean busy) {}

package io.darkroom.onnx.checkpoint;

import java.util.regex.Pattern;

/**
 * What a model file's content is known by.
 *
 * @param sha256 64 hexadecimal digits, lower case
 */
public record FileHash(String sha256) {
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{64}");

    public FileHash {
        if (!HEXADECIMAL.matcher(sha256).matches()) {
            throw new IllegalArgumentException("\"" + sha256 + "\" is no SHA-256; it has 64 hexadecimal digits.");
        }
    }

    /** The short form that model sites and A1111 show: the first 10 digits. */
    public String autoV2() {
        return sha256.substring(0, 10);
    }
}

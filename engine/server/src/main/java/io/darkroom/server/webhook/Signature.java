package io.darkroom.server.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shows a receiver that a message comes from here and is not an old one sent again. */
final class Signature {
    private Signature() {}

    /**
     * The value of the header {@code X-Darkroom-Signature}: HMAC-SHA-256 (RFC 2104) over timestamp, a dot, and the body.
     *
     * @param timestamp the value of the header {@code X-Darkroom-Timestamp}: seconds since 1970
     */
    static String of(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] code = mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().formatHex(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no HmacSHA256, which every Java must have.", e);
        }
    }
}

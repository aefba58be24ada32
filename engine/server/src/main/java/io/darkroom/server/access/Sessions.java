package io.darkroom.server.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser keeps instead of its token: which token it showed, until when that holds, and a seal over both. Cookies
 * reach every port of a machine, so the token itself must not be in one. Nothing is kept here: a session ends when its token
 * does, or its time. Safe for concurrent use.
 */
final class Sessions {
    static final Duration LENGTH = Duration.ofDays(30);

    private static final Pattern VALUE = Pattern.compile("([0-9a-f]{16})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final SecretKeySpec key;
    private final InstantSource clock;

    /**
     * @param key what seals; the same after a restart, or everybody logs in anew
     */
    Sessions(String key, InstantSource clock) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    String open(Token token) {
        String facts = token.id() + "." + clock.instant().plus(LENGTH).getEpochSecond();
        return facts + "." + seal(facts);
    }

    /** The {@link Token#id} that was shown; empty if the session is over or was not opened here. */
    Optional<String> tokenId(String value) {
        Matcher parts = VALUE.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
        boolean sealed = Secrets.same(seal(parts.group(1) + "." + parts.group(2)), parts.group(3));
        return sealed && clock.instant().isBefore(end) ? Optional.of(parts.group(1)) : Optional.empty();
    }

    private String seal(String facts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] seal = mac.doFinal(facts.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256.", e);
        }
    }
}

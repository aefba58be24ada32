package io.darkroom.server.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What came of one attempt to deliver a message. */
sealed interface Attempt {
    record Delivered() implements Attempt {}

    /** @param pause how long the receiver asks to wait; zero if it does not say */
    record Later(String why, Duration pause) implements Attempt {}

    record Never(String why) implements Attempt {}

    static Attempt send(HttpClient client, HttpRequest request, Instant now) throws InterruptedException {
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close(); // only the status counts, however long the answer goes on
            return of(answer, now);
        } catch (IOException e) {
            return new Later(e.getClass().getSimpleName() + said(e), Duration.ZERO);
        } catch (IllegalArgumentException | SecurityException e) {
            return new Never(e.getClass().getSimpleName() + said(e));
        }
    }

    private static String said(Exception e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }

    private static Attempt of(HttpResponse<?> answer, Instant now) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Delivered();
        }
        if (status >= 300 && status < 400) {
            return new Never("it answered " + status + ", and redirects are not followed; give its new address");
        }
        if (status >= 400 && status < 500 && status != 408 && status != 425 && status != 429) {
            return new Never("it answered " + status);
        }
        Duration asked = answer.headers()
                .firstValue("Retry-After")
                .map(value -> retryAfter(value, now))
                .orElse(Duration.ZERO);
        return new Later("it answered " + status, asked);
    }

    /** RFC 9110, 10.2.3: seconds or a date; anything else counts as nothing said. */
    private static Duration retryAfter(String value, Instant now) {
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}

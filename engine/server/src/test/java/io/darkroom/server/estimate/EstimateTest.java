package io.darkroom.server.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path base;

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(base);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutExperienceNothingIsClaimed() {
        Answer answer = estimate(Toys.picture("x"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/seconds")).isEqualTo("null");
        assertThat(answer.at("/sentence"))
                .isEqualTo("2 nodes would run, 0 results are known. None of these nodes ran here yet, so nothing can be"
                        + " said of the time.");
        assertThat(answer.json().get("unknown").items())
                .extracting(JsonPart::id)
                .containsExactly("1", "2");
    }

    @Test
    void whatIsKnownIsNotCounted() {
        server.client().await(server.client().submit(Toys.picture("x")));

        Answer same = estimate(Toys.picture("x"));
        Answer other = estimate(Toys.picture("y"));

        assertThat(same.at("/sentence")).isEqualTo("All results are known; nothing would run.");
        assertThat(other.json().get("cached").items()).extracting(JsonPart::id).containsExactly("1");
        assertThat(other.at("/nodes/0/class_type")).isEqualTo("SaveImage");
        assertThat(other.at("/nodes/0/runs")).isEqualTo("1");
        assertThat(other.json().get("unknown").items()).isEmpty();
    }

    @Test
    void timeIsScaledByPixels() {
        server.client().await(server.client().submit(Toys.slow(0.05, "x")));
        double before = nodeMillis();
        Map<String, Object> larger = new LinkedHashMap<>(Toys.slow(0.05, "x"));
        larger.put("1", Toys.node("StubImage", "content", "WHITE", "height", 16L, "width", 32L, "batch_size", 1L));

        JsonPart node = estimate(larger).json().get("nodes").items().stream()
                .filter(one -> "TestSleep".equals(one.get("class_type").value()))
                .findFirst()
                .orElseThrow();

        assertThat(node.get("basis").value()).isEqualTo("scaled by steps x pixels");
        assertThat(number(node.get("seconds"))).isCloseTo(before / 1000 * (16 * 32) / (8 * 8), within(1e-9));
    }

    @Test
    void aPromptThatCannotRunIsRefusedAsWhenPosted() {
        Map<String, Object> wrong = Map.of("1", Toys.node("NoSuchNode"));

        Answer answer = estimate(wrong);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/type")).isEqualTo("invalid_prompt");
    }

    @Test
    void nothingIsAccepted() {
        estimate(Toys.picture("x"));

        assertThat(server.parts().store().queue().count().unfinished()).isZero();
        assertThat(server.client().get("/history").text()).isEqualTo("{}");
    }

    /** What the history says of the sleeping node. */
    private double nodeMillis() {
        String id = server.client()
                .get("/history")
                .json()
                .object()
                .keySet()
                .iterator()
                .next();
        return server.client().get("/history/" + id).json().get(id).get("darkroom").get("nodes").items().stream()
                .filter(one -> "TestSleep".equals(one.get("class_type").value()))
                .mapToDouble(one -> number(one.get("duration_ms")))
                .findFirst()
                .orElseThrow();
    }

    private static double number(JsonPart part) {
        return Double.parseDouble(String.valueOf(part.value()));
    }

    private Answer estimate(Map<String, Object> prompt) {
        return server.client().post("/darkroom/v1/estimate", Map.of("prompt", prompt));
    }
}

package io.darkroom.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectInfoTest {
    @TempDir
    private static Path base;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(base);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String checkpoints(Answer answer) {
        JsonPart required =
                answer.json().get("CheckpointLoaderSimple").get("input").get("required");
        return String.valueOf(required.get("ckpt_name").items().get(0).value());
    }

    @Test
    void allNodeTypesAreDescribed() {
        Answer answer = server.client().get("/object_info");

        assertThat(answer.json().object().keySet())
                .containsExactlyInAnyOrderElementsOf(server.parts().catalogue().ids());
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
    }

    @Test
    void aFrontEndOfOthersFindsTheTypesThatItCannotDoWithout(@TempDir Path other) throws IOException {
        Path pages = Files.createDirectories(other.resolve("pages"));
        Files.writeString(pages.resolve("index.html"), "<!doctype html>");

        try (TestServer serving = TestServer.start(
                other, TestServer.Setup.standard().withOptions(options -> options.withFrontEnd(pages)))) {
            assertThat(serving.client().get("/object_info").json().object())
                    .containsKeys("CheckpointLoaderSimple", "GLIGENLoader");
            assertThat(serving.client().get("/object_info/GLIGENLoader").at("/GLIGENLoader/deprecated"))
                    .isEqualTo("true");
            assertThat(serving.client()
                            .get("/object_info/CheckpointLoaderSimple")
                            .at("/CheckpointLoaderSimple/deprecated"))
                    .isEqualTo("null");
        }
    }

    @Test
    void aSeedMayBeAsLargeAsAnyClientSendsIt() {
        JsonPart seed = server.client()
                .get("/object_info/KSampler")
                .json()
                .get("KSampler")
                .get("input")
                .get("required")
                .get("seed");

        assertThat(seed.items().get(0).value()).isEqualTo("INT");
        assertThat(seed.items().get(1).get("max").value()).isEqualTo(new BigInteger("18446744073709551615"));
    }

    @Test
    void oneTypeIsTheSameAloneAndAmongAll() {
        Answer alone = server.client().get("/api/object_info/KSampler");
        Answer all = server.client().get("/object_info");

        assertThat(alone.json().object()).hasSize(1);
        assertThat(alone.json().get("KSampler").value())
                .isEqualTo(all.json().get("KSampler").value());
    }

    @Test
    void anUnknownTypeIsNothing() {
        assertThat(server.client().get("/object_info/NoSuchNode").text()).isEqualTo("{}");
        assertThat(server.client().get("/object_info/%2e%2e%2F..%2Fetc").text()).isEqualTo("{}");
    }

    @Test
    void newFilesAppearAndTheVersionChanges() throws IOException {
        Answer before = server.client().get("/object_info");
        Files.createDirectories(base.resolve("models/checkpoints/sub"));
        Files.createFile(base.resolve("models/checkpoints/sub/new.safetensors"));

        Answer after = server.client().get("/object_info");

        assertThat(checkpoints(before)).doesNotContain("sub/new.safetensors");
        assertThat(checkpoints(after)).contains("sub/new.safetensors");
        assertThat(after.header("X-Catalogue-Version")).isNotEqualTo(before.header("X-Catalogue-Version"));
    }

    @Test
    void whatAClientKnowsIsNotSentAgain() {
        Answer first = server.client().get("/object_info");

        Answer second = server.client()
                .with("If-None-Match", first.header("ETag").orElseThrow())
                .get("/object_info");

        assertThat(second.status()).isEqualTo(304);
        assertThat(second.bytes()).isEmpty();
        assertThat(second.header("X-Catalogue-Version")).isEqualTo(first.header("X-Catalogue-Version"));
    }
}

package io.darkroom.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks as clients ask for them. */
class WebhookPromptTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path base;

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    private final Receiver receiver = Receiver.start();

    @BeforeEach
    void start() {
        server = TestServer.start(base);
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void thePictureCanBeFetchedFromWhereTheMessageSays() {
        server.client().submit(Toys.picture("hooked"), "prompt_id", "p", "webhook", receiver.url());

        await().until(() -> receiver.calls().size() == 1);
        JsonPart message = receiver.calls().get(0).json();
        String url = String.valueOf(message.get("outputs")
                .get("2")
                .get("images")
                .items()
                .get(0)
                .get("url")
                .value());
        String here = "http://127.0.0.1:" + server.port();
        assertThat(message.get("status").value()).isEqualTo("success");
        assertThat(message.get("figures").get("nodes").items()).isNotEmpty();
        assertThat(url).startsWith(here + "/view?filename=hooked_00001_.png");
        assertThat(server.client().get(url.substring(here.length())).status()).isEqualTo(200);
    }

    @Test
    void whatIsSignedWithTheShownKeyCanBeChecked() {
        server.client().submit(Toys.failing(), "prompt_id", "p", "webhook", Map.of("url", receiver.url()));

        await().until(() -> receiver.calls().size() == 1);
        Receiver.Call call = receiver.calls().get(0);
        String key = server.client().get("/darkroom/v1/webhook-key").at("/key");
        assertThat(call.header("X-Darkroom-Signature"))
                .isEqualTo(Signature.of(key, call.header("X-Darkroom-Timestamp"), call.body()));
        assertThat(call.json().get("status").value()).isEqualTo("error");
        assertThat(String.valueOf(call.json().get("error").value())).startsWith("Intentional sync execution error");
    }

    @Test
    void theSecretIsShownNowhere() {
        server.parts().store().queue().pause(true);
        server.client()
                .submit(
                        Toys.picture("x"),
                        "prompt_id",
                        "p",
                        "webhook",
                        Map.of("url", receiver.url(), "secret", "s3cret", "events", List.of("success")));
        String waiting = server.client().get("/queue").text()
                + server.client().get("/darkroom/v1/sweeps").text()
                + server.parts().store().queue().find("p");

        server.parts().store().queue().pause(false);
        server.client().await("p");

        assertThat(waiting + server.client().get("/history").text())
                .contains("StubImage")
                .doesNotContain("s3cret");
    }

    @Test
    void aSweepTellsOnceWhenItsSheetIsThere() {
        server.client()
                .submit(
                        Toys.picture("x"),
                        "prompt_id",
                        "s",
                        "webhook",
                        receiver.url(),
                        "sweep",
                        Map.of("width", List.of(8, 16)));

        await().until(() -> receiver.calls().size() == 1);
        JsonPart message = receiver.calls().get(0).json();
        assertThat(message.get("prompt_id").value()).isEqualTo("s");
        assertThat(message.get("figures").get("sweep").get("cells").items()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        7                                            | /webhook        | it must be an address (a text) or an object
        "ftp://there"                                | /webhook        | does not begin with http:// or https://.
        "http:///path"                               | /webhook        | must name a host
        "file:///etc/passwd"                         | /webhook        | does not begin with http:// or https://.
        "http://a b"                                 | /webhook        | is no address
        "http://me:pass@there/"                      | /webhook        | holds a password or a fragment
        "http://there:99999/"                        | /webhook        | a port up to 65535
        {"secret": "x"}                              | /webhook/url    | an address (a text) is needed, but it is missing.
        {"url": "http://there", "secret": 5}         | /webhook/secret | it must be a text of 1 to 512 letters.
        {"url": "http://there", "events": "success"} | /webhook/events | it must be a list of "success", "error" and "cancelled"
        {"url": "http://there", "events": ["start"]} | /webhook/events/0 | "start" is none of
        {"url": "http://there", "sekret": "x"}       | /webhook/sekret | there is no such member\
        """)
    void whatIsNoWebhookIsRefusedAndNothingIsAccepted(String webhook, String pointer, String sentence) {
        server.parts().store().queue().pause(true);
        Object json = JsonReader.read("webhook", webhook, JsonLimits.standard());

        Answer answer = server.client().post("/prompt", Map.of("prompt", Toys.picture("x"), "webhook", json));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message")).startsWith("Webhook: ").contains(sentence);
        assertThat(answer.at("/error/details")).isEqualTo(pointer);
        assertThat(server.parts().store().queue().count().unfinished()).isZero();
    }
}

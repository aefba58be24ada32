package io.darkroom.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.SocketDiary;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Scope;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to Ann, Bob neither sees nor changes, whichever route he takes. Everything of hers has the word in it. */
class OwnersTest {
    private static final String ANNS = "annsown";
    private static final String DONE = ANNS + "-done";
    private static final String RUNNING = ANNS + "-running";
    private static final String WAITING = ANNS + "-waiting";
    private static final String PICTURE = ANNS + "_00001_.png";
    private static final String ANN = "a-secret-that-ann-has";
    private static final String BOB = "a-secret-that-bob-has";
    private static final String ADMIN = "a-secret-of-the-admin";
    private static final String WHOLE_BODY =
            ("{'delete': ['D', 'R', 'W'], 'clear': true, 'prompt_id': 'R', 'job_ids': ['D', 'R',"
                            + " 'W'], 'id': 'W', 'before': 'W', 'clientId': 'annsown-client', 'enabled': true}")
                    .replace('\'', '"')
                    .replace("D", DONE)
                    .replace("R", RUNNING)
                    .replace("W", WAITING);

    @TempDir
    Path base;

    private TestServer server;
    private Client ann;
    private Client bob;

    @BeforeEach
    void start() {
        server = TestServer.start(
                base,
                TestServer.Setup.standard()
                        .withOptions(options -> options.withListening(
                                options.listening().withTokens(List.of("run:ann:" + ANN, "run:bob:" + BOB, ADMIN)))));
        ann = client(ANN);
        bob = client(BOB);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void noRouteShowsThem() {
        giveAnnSomeOfEverything();

        for (Router.Route route : server.routes()) {
            if (route.method().equals("GET")) {
                Answer answer = bob.get(filled(route.path()) + everyParameter(route));
                assertThat(answer.status()).as(route.toString()).isLessThan(500);
                if (answer.status() < 300) {
                    assertThat(answer.text()).as(route.toString()).doesNotContain(ANNS);
                }
            }
        }

        assertThat(ann.get("/view?filename=" + PICTURE).text()).contains(ANNS);
        assertThat(bob.get("/view?filename=" + PICTURE).status()).isEqualTo(404);
        assertThat(client(ADMIN).get("/history").text()).contains(DONE);
    }

    @Test
    void noRouteChangesThem() {
        giveAnnSomeOfEverything();

        for (Router.Route route : server.routes()) {
            if (!route.method().equals("GET") && !route.method().equals(Router.SOCKET)) {
                for (String body : List.of(WHOLE_BODY, "{\"clear\": true}", "")) {
                    Answer answer = bob.send(
                            route.method(),
                            filled(route.path()) + everyParameter(route),
                            BodyPublishers.ofString(body));
                    assertThat(answer.status()).as(route + " " + answer.text()).isLessThan(500);
                }
            }
        }

        assertThat(ann.get("/history/" + DONE).text()).contains("success");
        assertThat(ann.get("/queue").at("/queue_running/0/1")).isEqualTo(RUNNING);
        assertThat(ann.get("/queue").at("/queue_pending/0/1")).isEqualTo(WAITING);
        assertThat(ann.get("/view?filename=" + PICTURE).status()).isEqualTo(200);
        assertThat(ann.get("/userdata/" + ANNS + ".json").text()).isEqualTo(ANNS);
        assertThat(ann.get("/settings/" + ANNS).json().value()).isEqualTo(ANNS);
    }

    @Test
    void whatConcernsEverybodyNeedsAnAdmin() {
        for (Router.Route route : server.routes()) {
            if (route.scope() == Scope.ADMIN) {
                assertThat(bob.send(route.method(), filled(route.path()), BodyPublishers.ofString("{}"))
                                .status())
                        .as(route.toString())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void withoutATokenNothingIsShownButHealth() {
        for (Router.Route route : server.routes()) {
            if (route.scope() != Scope.NONE && !route.method().equals(Router.SOCKET)) {
                assertThat(server.client()
                                .send(route.method(), filled(route.path()), BodyPublishers.ofString("{}"))
                                .status())
                        .as(route.toString())
                        .isEqualTo(401);
            }
        }
        assertThat(server.client().get("/health").status()).isEqualTo(200);
    }

    @Test
    void noPromptLoadsThem() {
        ann.await(ann.submit(Toys.picture(ANNS)));

        for (String name : List.of("", " [input]")) {
            Map<String, Object> load = Map.of("prompt", loading(PICTURE + " [output]" + name));
            assertThat(ann.post("/run", load).status()).isEqualTo(200);
            Answer refused = bob.post("/run", load);
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.text()).contains("Node 1", "image");
        }
    }

    private static Map<String, Object> loading(String name) {
        return Map.of(
                "1", Toys.node("LoadImage", "image", name),
                "2", Toys.node("SaveImage", "images", Toys.link("1", 0), "filename_prefix", "copy"));
    }

    @Test
    void aSocketThatTakesHerClientIdHearsNothingOfHers() {
        SocketDiary bobs = SocketDiary.open(server, "annsclient", BOB);
        SocketDiary anns = SocketDiary.open(server, "annsclient", ANN);

        ann.await(ann.submit(Toys.picture(ANNS), "client_id", "annsclient"));
        await().until(() -> anns.messages().stream().anyMatch(OwnersTest::isTheEnd));
        bob.await(bob.submit(Toys.picture("bobs"), "client_id", "annsclient"));
        await().until(() -> bobs.messages().stream().anyMatch(OwnersTest::isTheEnd));

        assertThat(bobs.messages())
                .noneMatch(message -> String.valueOf(message.value()).contains(ANNS));
        assertThat(anns.messages())
                .noneMatch(message -> String.valueOf(message.value()).contains("bobs"));
    }

    private static boolean isTheEnd(JsonPart message) {
        return message.get("type").text().equals(Optional.of("executing"))
                && message.get("data").get("node").isAbsent();
    }

    private void giveAnnSomeOfEverything() {
        ann.await(ann.submit(Toys.picture(ANNS), "prompt_id", DONE));
        assertThat(ann.post("/userdata/" + ANNS + ".json", ANNS.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        assertThat(ann.post("/settings/" + ANNS, (Object) ANNS).status()).isEqualTo(200);
        ann.awaitStart(ann.submit(Toys.slow(600, ANNS), "prompt_id", RUNNING));
        ann.submit(Toys.picture(ANNS), "prompt_id", WAITING);
    }

    /** A path with Ann's things in it. */
    private static String filled(String path) {
        return path.replace("{id}", path.contains("settings") ? ANNS : DONE)
                .replace("{dest}", "moved.json")
                .replace("{folder}", "checkpoints")
                .replace("{class}", "SaveImage")
                .replace("{type}", "output")
                .replace("{pathIndex}", "0")
                .replace("{pack}", "nodes")
                .replace("{file}", ANNS + ".json")
                .replace("<file>", PICTURE);
    }

    private static String everyParameter(Router.Route route) {
        return "?type=output&subfolder=&dir=&path=&recurse=true&full_info=true&owner=ann&words=&text=&filename="
                + (route.path().contains("metadata") ? "none" : PICTURE);
    }

    private Client client(String secret) {
        return server.client().with("Authorization", "Bearer " + secret);
    }
}

package io.darkroom.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.format.json.JsonPart;
import io.darkroom.format.picture.PictureText;
import io.darkroom.queue.Finished;
import io.darkroom.queue.Job;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.SocketDiary;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.Toys;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over a real server: grey pictures of several shades and sizes. */
class SweepsTest {
    private static final Map<String, Object> GREY = Map.of(
            "1",
            node("StubConstantImage", Map.of("value", 0.5, "height", 48, "width", 48, "batch_size", 1)),
            "2",
            node("SaveImage", Map.of("images", List.of("1", 0), "filename_prefix", "cell")));

    /** So many pixels at the edges of letters may happen to have a picture's shade. */
    private static final int EDGES = 200;

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
    void theAnsweredPromptBecomesTheSheetOfAllCells() throws IOException {
        Answer answer = sweep("s", axes("StubConstantImage.value", List.of(0.2, 0.8), "width", List.of(40, 72)));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/prompt_id")).isEqualTo("s");

        JsonPart entry = history("s");

        JsonPart image = entry.get("outputs").get("sweep").get("images").items().get(0);
        assertThat(entry.get("status").get("status_str").value()).isEqualTo("success");
        assertThat(image.get("filename").value()).isEqualTo("sweep_00001_.png");
        BufferedImage sheet = view(image);
        assertThat(sheet.getWidth()).isGreaterThan(72 * 2);
        int area = 48 * 40 + 48 * 72;
        assertThat(colours(sheet, 0xFF333333)).isBetween(area, area + EDGES);
        assertThat(colours(sheet, 0xFFCCCCCC)).isBetween(area, area + EDGES);
        List<JsonPart> cells = entry.get("darkroom").get("sweep").get("cells").items();
        assertThat(cells).extracting(cell -> cell.get("prompt_id").value()).containsExactly("s-1", "s-2", "s-3", "s-4");
        assertThat(cells)
                .extracting(cell -> cell.get("labels").value())
                .containsExactly(
                        List.of("0.2", "40"), List.of("0.8", "40"), List.of("0.2", "72"), List.of("0.8", "72"));
        assertThat(cells).allMatch(cell -> cell.get("images").items().size() == 1);
    }

    @Test
    void theSheetCarriesThePromptAndWhatWasVaried() {
        sweep("s", axes("value", List.of(0.1, 0.2)));

        history("s");

        PictureText texts = PictureText.read("sheet", bytes("sweep_00001_.png")).orElseThrow();
        assertThat(texts.get("prompt").orElseThrow()).contains("StubConstantImage");
        assertThat(texts.get("sweep").orElseThrow()).contains("\"labels\": [\"0.1\", \"0.2\"]");
        assertThat(texts.get("parameters")).isEmpty();
    }

    @Test
    void eachCellIsAnOrdinaryPromptWithItsOwnValues() {
        sweep("s", axes("value", List.of(0.25, 0.75)));
        history("s");

        JsonPart prompt = history("s-2").get("prompt").items().get(2);

        assertThat(prompt.get("1").get("inputs").get("value").value()).isEqualTo(0.75);
        assertThat(history("s-2").get("outputs").get("2").get("images").items()).hasSize(1);
    }

    @Test
    void whatLiesFurthestUpstreamChangesLast() {
        pause(true);

        sweep("s", axes("filename_prefix", List.of("a", "b"), "value", List.of(0.1, 0.2, 0.3)));

        assertThat(pending()).containsExactly("s-1", "s-2", "s-3", "s-4", "s-5", "s-6", "s");
        server.client().post("/queue", Map.of("clear", true));
        await().until(() -> pending().isEmpty());

        sweep("t", axes("value", List.of(0.1, 0.2, 0.3), "filename_prefix", List.of("a", "b")));

        assertThat(pending()).containsExactly("t-1", "t-4", "t-2", "t-5", "t-3", "t-6", "t");
    }

    @Test
    void aSweepAtTheFrontRunsItsCellsInOrderToo() {
        pause(true);

        server.client()
                .post(
                        "/prompt",
                        Map.of("prompt", GREY, "prompt_id", "s", "front", true, "sweep", axes("width", List.of(8, 9))));

        assertThat(pending()).containsExactly("s", "s-1", "s-2");
        pause(false);
        assertThat(history("s").get("status").get("status_str").value()).isEqualTo("success");
    }

    @Test
    void oneAxisMovesSeveralInputs() throws IOException {
        sweep("s", axes("size", List.of(Map.of("width", 30, "height", 20), Map.of("width", 20, "height", 30))));

        JsonPart first =
                history("s-1").get("outputs").get("2").get("images").items().get(0);
        JsonPart second =
                history("s-2").get("outputs").get("2").get("images").items().get(0);

        assertThat(view(first).getWidth()).isEqualTo(30);
        assertThat(view(second).getWidth()).isEqualTo(20);
    }

    @Test
    void aWrongValueNamesItsAxisAndNothingIsAccepted() {
        pause(true);

        Answer answer = sweep("s", axes("StubConstantImage.width", List.of(64, 0), "value", List.of(0.1, 0.2)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/type")).isEqualTo("invalid_sweep");
        assertThat(answer.at("/error/message"))
                .startsWith("Sweep: axis \"StubConstantImage.width\", value 0: Node 1 ")
                .containsOnlyOnce("value 0");
        assertThat(pending()).isEmpty();
    }

    @Test
    void anInputThatDoesNotExistIsNamedWithTheNearestOne() {
        Answer answer = sweep("s", axes("StubConstantImage.widht", List.of(64, 32)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message"))
                .contains("the workflow has no such input")
                .contains("Did you mean \"StubConstantImage.width\"");
    }

    @Test
    void valuesOfOneAxisMustSetTheSameInputs() {
        Answer answer = sweep("s", axes("size", List.of(Map.of("width", 30), Map.of("height", 30))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message")).contains("all values of an axis must set the same inputs");
    }

    @Test
    void anInputBelongsToOneAxis() {
        Answer answer = sweep("s", axes("StubConstantImage.width", List.of(8), "size", List.of(Map.of("width", 9))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message"))
                .isEqualTo("Sweep: axes \"StubConstantImage.width\" and \"size\" both set input \"width\" of node 1;"
                        + " leave one of them out.");
        assertThat(sweep("s", axes("nothing", List.of(Map.of()))).at("/error/message"))
                .isEqualTo("Sweep: axis \"nothing\" sets no input; give at least one.");
    }

    @Test
    void aKeywordThatPngDoesNotAllowDoesNotHarmTheSheet() {
        server.client()
                .submit(
                        GREY,
                        "prompt_id",
                        "s",
                        "extra_data",
                        Map.of("extra_pnginfo", Map.of("schlüssel", 1, "k".repeat(99), 2, "fine", 3)),
                        "sweep",
                        axes("value", List.of(0.1)));

        assertThat(history("s").get("status").get("status_str").value()).isEqualTo("success");
        assertThat(PictureText.read("sheet", bytes("sweep_00001_.png"))
                        .orElseThrow()
                        .get("fine"))
                .contains("3");
    }

    @Test
    void tooManyCellsAreRefusedWithTheirNumber() {
        List<Integer> many = IntStream.range(1, 22).boxed().toList();

        Answer answer = sweep("s", axes("width", many, "height", many));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message")).contains("21 x 21 values make 441 pictures; the limit is 400.");
    }

    @Test
    void aCellThatFailsIsShownAsSuchAndTheSweepStillEnds() {
        sweep("s", axes("filename_prefix", List.of("fine", "../../outside")));

        JsonPart entry = history("s");

        List<JsonPart> cells = entry.get("darkroom").get("sweep").get("cells").items();
        assertThat(entry.get("status").get("status_str").value()).isEqualTo("success");
        assertThat(cells).extracting(cell -> cell.get("status").value()).containsExactly("success", "error");
        assertThat(String.valueOf(cells.get(1).get("error").value())).contains("Saving outside the output folder");
    }

    @Test
    void cancellingASweepCancelsItsCells() {
        pause(true);
        sweep("s", axes("value", List.of(0.1, 0.2, 0.3)));

        server.client().post("/queue", Map.of("delete", List.of("s")));

        await().until(() -> pending().isEmpty());
        assertThat(one("s").get("status").value()).isEqualTo("cancelled");
        assertThat(one("s").get("cells").items())
                .extracting(cell -> cell.get("status").value())
                .containsOnly("cancelled");
    }

    @Test
    void lostCellsRunAgainAndTheSheetIsMadeAnew() {
        pause(true);
        sweep("s", axes("value", List.of(0.1, 0.2, 0.3)));
        server.client().post("/queue", Map.of("delete", List.of("s-2")));
        pause(false);
        history("s");
        long firstEnd = ended("s-1");

        Answer answer = server.client().post("/darkroom/v1/sweeps/s/retry");

        assertThat(answer.at("/retried/0")).isEqualTo("s-2");
        await().until(() -> "sweep_00002_.png"
                .equals(history("s")
                        .get("outputs")
                        .get("sweep")
                        .get("images")
                        .items()
                        .get(0)
                        .get("filename")
                        .value()));
        assertThat(one("s").get("cells").items())
                .allMatch(cell -> "success".equals(cell.get("status").value()));
        assertThat(ended("s-1")).isEqualTo(firstEnd);
    }

    @Test
    void aSweepWithoutLostCellsHasNothingToRunAgain() {
        sweep("s", axes("value", List.of(0.1)));
        history("s");

        assertThat(server.client().post("/darkroom/v1/sweeps/s/retry").status()).isEqualTo(409);
        assertThat(server.client().post("/darkroom/v1/sweeps/s-1/retry").status())
                .isEqualTo(404);
    }

    @Test
    void afterARestartOnlyTheCellsThatAreMissingRun() {
        sweep("s", axes("value", List.of(0.1)));
        history("s");
        pause(true);
        sweep("t", axes("value", List.of(0.1, 0.2, 0.3, 0.4)));
        server.parts().store().queue().move("t-4", Optional.of("t-1"));
        pause(false);
        await().until(() -> server.parts().store().history().find("t-4").isPresent());
        pause(true);
        await().until(() -> server.parts().store().queue().running().isEmpty());
        List<String> waiting = pending();
        long end = ended("t-4");

        stop();
        start();

        assertThat(pending()).isEqualTo(waiting);
        pause(false);
        assertThat(history("t").get("darkroom").get("sweep").get("cells").items())
                .extracting(cell -> cell.get("status").value())
                .containsExactly("success", "success", "success", "success");
        assertThat(ended("t-4")).isEqualTo(end);
    }

    @Test
    void aPictureThatWasDeletedLeavesItsPlaceEmpty() throws IOException {
        pause(true);
        sweep("s", axes("value", List.of(0.2, 0.8)));
        server.parts().store().queue().move("s", Optional.of("s-2"));
        pause(false);
        history("s");
        Files.delete(base.resolve("output/cell_00001_.png"));
        server.parts().store().history().delete(Optional.empty(), Set.of("s-2"));
        server.client().post("/darkroom/v1/sweeps/s/retry");

        await().until(() -> Files.exists(base.resolve("output/sweep_00002_.png")));
        history("s");

        BufferedImage sheet =
                ImageIO.read(base.resolve("output/sweep_00002_.png").toFile());
        assertThat(colours(sheet, 0xFF333333)).isLessThan(EDGES);
        assertThat(colours(sheet, 0xFFCCCCCC)).isBetween(48 * 48, 48 * 48 + EDGES);
    }

    @Test
    void theListShowsTheNewestSweeps() {
        sweep("a", axes("value", List.of(0.1)));
        history("a");
        sweep("b", axes("width", Map.of("from", 8, "to", 24, "step", 8)));
        history("b");

        List<JsonPart> sweeps =
                server.client().get("/darkroom/v1/sweeps").json().get("sweeps").items();

        assertThat(sweeps).extracting(sweep -> sweep.get("prompt_id").value()).containsExactly("b", "a");
        assertThat(sweeps.get(0).get("axes").items().get(0).get("labels").value())
                .isEqualTo(List.of("8", "16", "24"));
        assertThat(server.client().get("/darkroom/v1/sweeps/nobody").status()).isEqualTo(404);
    }

    @Test
    void runWaitsForTheSheet() throws IOException {
        Answer answer = server.client().post("/run", Map.of("prompt", GREY, "sweep", axes("value", List.of(0.2, 0.8))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("sweep_00001_.png");
    }

    @Test
    void theClientHearsHowManyCellsAreOverAndThenTheEnd() {
        SocketDiary diary = SocketDiary.open(server, "me");
        pause(true);
        server.client().submit(GREY, "prompt_id", "s", "client_id", "me", "sweep", axes("value", List.of(0.1, 0.2)));
        server.parts().store().queue().move("s", Optional.of("s-2")); // it must wait for its last cell

        pause(false);
        history("s");

        await().until(() -> types(diary, "s").contains("execution_success"));
        assertThat(types(diary, "s"))
                .contains("progress")
                .containsSubsequence("execution_start", "executing", "executed", "execution_success");
        assertThat(diary.messages())
                .filteredOn(message -> "progress".equals(message.get("type").value())
                        && "s".equals(message.get("data").get("prompt_id").value()))
                .last()
                .satisfies(message -> {
                    assertThat(message.get("data").get("node").value()).isEqualTo("sweep");
                    assertThat(message.get("data").get("max").value()).isEqualTo(2L);
                });
    }

    @Test
    void aRunningCellIsStoppedWithItsSweep() {
        server.client()
                .submit(
                        Toys.slow(0.01, "x"),
                        "prompt_id",
                        "s",
                        "sweep",
                        axes("TestSleep.seconds", List.of(60.5, 60.6)));
        server.client().awaitStart("s-1");

        server.client().post("/queue", Map.of("delete", List.of("s")));

        await().until(() -> server.parts().store().queue().count().unfinished() == 0);
        assertThat(one("s").get("cells").items())
                .extracting(cell -> cell.get("status").value())
                .containsExactly("cancelled", "cancelled");
    }

    @Test
    void eachCellsPicturesCarryTheEditorsWorkflowWithItsValues() {
        Answer answer = server.client()
                .post(
                        "/prompt",
                        Map.of(
                                "workflow",
                                Toys.editorPicture("cell"),
                                "prompt_id",
                                "s",
                                "sweep",
                                axes("Square.width", List.of(16, 24))));
        assertThat(answer.status()).isEqualTo(200);

        JsonPart extra = history("s-2").get("prompt").items().get(3);

        JsonPart square =
                extra.get("extra_pnginfo").get("workflow").get("nodes").items().get(0);
        assertThat(square.get("widgets_values").value()).isEqualTo(List.of("WHITE", 8L, 24L, 1L));
    }

    @Test
    void aLongLineOfValuesIsBrokenIntoSeveral() throws IOException {
        sweep("s", axes("value", Map.of("from", 0.04, "to", 0.48, "step", 0.04)));

        BufferedImage sheet = view(
                history("s").get("outputs").get("sweep").get("images").items().get(0));

        assertThat(sheet.getWidth()).isLessThan(12 * 48);
        assertThat(sheet.getHeight()).isGreaterThan(3 * 48);
    }

    private static List<Object> types(SocketDiary diary, String promptId) {
        List<Object> types = new ArrayList<>();
        for (JsonPart message : diary.messages()) {
            if (promptId.equals(message.get("data").get("prompt_id").value())) {
                types.add(String.valueOf(message.get("type").value()));
            }
        }
        return types;
    }

    private static Map<String, Object> node(String type, Map<String, Object> inputs) {
        return Map.of("class_type", type, "inputs", inputs);
    }

    /** Names and values by turns. */
    private static Map<String, Object> axes(Object... members) {
        Map<String, Object> axes = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            axes.put((String) members[i], members[i + 1]);
        }
        return axes;
    }

    private Answer sweep(String id, Map<String, Object> axes) {
        return server.client().post("/prompt", Map.of("prompt", GREY, "prompt_id", id, "sweep", axes));
    }

    /** The history of a prompt, once it is over. */
    private JsonPart history(String id) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> server.client().get("/history/" + id).json().get(id), entry -> !entry.isAbsent());
    }

    private JsonPart one(String id) {
        return server.client().get("/darkroom/v1/sweeps/" + id).json();
    }

    private long ended(String id) {
        return server.parts()
                .store()
                .history()
                .find(id)
                .map(Finished::ended)
                .orElseThrow()
                .toEpochMilli();
    }

    private void pause(boolean paused) {
        server.parts().store().queue().pause(paused);
    }

    private List<String> pending() {
        List<String> ids = new ArrayList<>();
        server.parts().store().queue().pending().stream().map(Job::id).forEach(ids::add);
        return ids;
    }

    private byte[] bytes(String filename) {
        return server.client().get("/view?filename=" + filename).bytes();
    }

    private BufferedImage view(JsonPart image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(
                bytes(String.valueOf(image.get("filename").value()))));
    }

    private static int colours(BufferedImage picture, int rgb) {
        return (int) IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) == rgb)
                .count();
    }
}

package io.darkroom.server.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import io.darkroom.server.fixture.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
    @TempDir
    private static Path base;

    private static TestServer server;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        TestServer.addMiniature(base);
        Path loras = Files.createDirectories(base.resolve("models/loras/people"));
        safetensors(
                loras.resolve("ann.safetensors"),
                "{\"__metadata__\": {\"ss_tag\": \"ann\", \"ssmd_cover_images\": \"[\\\""
                        + Base64.getEncoder().encodeToString(png(12)) + "\\\"]\"}}");
        safetensors(loras.resolve("bare.safetensors"), "{}");
        safetensors(loras.resolve("long.safetensors"), "{\"__metadata__\": {\"a\": \"" + "x".repeat(1 << 20) + "\"}}");
        Files.writeString(loras.resolve("short.safetensors"), "abc");
        Files.writeString(loras.resolve("pickle.pt"), "x");
        Files.write(loras.resolve("pickle.preview.png"), png(20));
        Path embeddings = Files.createDirectories(base.resolve("models/embeddings/style"));
        Files.createFile(embeddings.resolve("v1.5.pt"));
        Files.createFile(base.resolve("models/embeddings/a.safetensors"));
        Files.createDirectories(base.resolve("models/clip"));
        Files.createFile(base.resolve("models/clip/text.safetensors"));
        Files.writeString(base.resolve("models/secret.safetensors"), "secret");
        server = TestServer.start(base);
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static byte[] png(int side) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private static void safetensors(Path file, String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(text.length).put(text).array());
    }

    @Test
    void folderTypesComeInTheOrderOfComfyUi() {
        assertThat(client.get("/models").text())
                .isEqualTo("[\"checkpoints\", \"configs\", \"loras\", \"vae\", \"text_encoders\","
                        + " \"diffusion_models\", \"clip_vision\", \"style_models\", \"embeddings\","
                        + " \"diffusers\", \"vae_approx\", \"controlnet\", \"gligen\", \"upscale_models\","
                        + " \"custom_nodes\", \"hypernetworks\", \"photomaker\", \"classifiers\","
                        + " \"model_patches\", \"audio_encoders\"]");
    }

    @Test
    void theFilesOfATypeAreListed() {
        assertThat(client.get("/models/checkpoints").text()).isEqualTo("[\"mini-fp16.safetensors\"]");
        assertThat(client.get("/models/text_encoders").text()).isEqualTo("[\"text.safetensors\"]");
        assertThat(client.get("/models/vae").text()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({"nosuch", "unet", "clip", "..", "%2e%2e%2Fuser", "input", "output", "a%00b", "%2Fetc"})
    void whatIsNoTypeIsNotFound(String type) {
        assertThat(client.get("/models/" + type).status()).isIn(400, 404);
        assertThat(client.get("/experiment/models/" + type).status()).isIn(400, 404);
        assertThat(client.get("/view_metadata/" + type + "?filename=x.safetensors")
                        .status())
                .isIn(400, 404);
        assertThat(client.get("/experiment/models/preview/" + type + "/0/x.safetensors")
                        .status())
                .isIn(400, 404);
    }

    @Test
    void embeddingsLoseTheirLastExtension() {
        assertThat(client.get("/api/embeddings").text()).isEqualTo("[\"a\", \"style/v1.5\"]");
    }

    @Test
    void theNewerListTellsFolders() {
        List<JsonPart> types = client.get("/experiment/models").json().items();

        assertThat(types)
                .extracting(type -> type.get("name").value())
                .contains("checkpoints", "loras")
                .doesNotContain("configs", "custom_nodes");
        assertThat(types.get(0).get("folders").items().get(0).value())
                .isEqualTo(base.resolve("models/checkpoints").toString());
    }

    @Test
    void theNewerListTellsFilesWithTheirFolder() {
        Answer files = client.get("/experiment/models/text_encoders");

        assertThat(files.at("/0/name")).isEqualTo("text.safetensors");
        assertThat(files.at("/0/pathIndex")).isEqualTo("1");
        assertThat(files.at("/0/size")).isEqualTo("0");
        assertThat(Double.parseDouble(files.at("/0/modified"))).isGreaterThan(1.7e9);
        assertThat(Double.parseDouble(files.at("/0/created"))).isGreaterThan(1.7e9);
    }

    @Test
    void thePictureBesideAModelIsItsPreview() throws IOException {
        Answer answer = client.get("/experiment/models/preview/loras/0/people/pickle.pt");

        assertThat(answer.header("Content-Type")).contains("image/webp");
        assertThat(ImageIO.read(new ByteArrayInputStream(answer.bytes())).getWidth())
                .isEqualTo(20);
    }

    @Test
    void elseTheCoverInsideIt() throws IOException {
        Answer answer = client.get("/experiment/models/preview/loras/0/people%2Fann.safetensors");

        assertThat(answer.header("Content-Type")).contains("image/webp");
        assertThat(ImageIO.read(new ByteArrayInputStream(answer.bytes())).getWidth())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({
        "loras/0/people/bare.safetensors",
        "loras/0/nosuch.pt",
        "loras/9/people/pickle.pt",
        "loras/-1/people/pickle.pt",
        "loras/99999999999/people/pickle.pt",
        "loras/0/..%2F..%2F..%2Foutput%2Fx.png",
        "loras/0/%2Fetc%2Fpasswd",
    })
    void withoutAPictureThereIsNoPreview(String path) {
        assertThat(client.get("/experiment/models/preview/" + path).status()).isEqualTo(404);
    }

    @Test
    void theMetadataOfAFileIsShown() {
        Answer answer = client.get("/view_metadata/checkpoints?filename=mini-fp16.safetensors");

        assertThat(answer.at("/format")).isEqualTo("pt");
        assertThat(client.get("/view_metadata/loras?filename=people%5Cann.safetensors")
                        .at("/ss_tag"))
                .isEqualTo("ann");
    }

    @ParameterizedTest
    @CsvSource({
        "people/bare.safetensors",
        "people/long.safetensors",
        "people/short.safetensors",
        "people/pickle.pt",
        "nosuch.safetensors",
        "../secret.safetensors",
        "/etc/passwd",
        "%00.safetensors",
        "''",
    })
    void withoutMetadataThereIsNothingToShow(String name) {
        Answer answer = client.get("/view_metadata/loras?filename=" + name);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/error/message")).endsWith(".");
    }

    @Test
    void ourListHasHashesOnceTheyAreKnown() {
        JsonPart before =
                client.get("/darkroom/v1/models?folder=checkpoints").json().get("models");
        Answer inspected = client.get("/darkroom/v1/inspect?folder=checkpoints&name=mini-fp16.safetensors&hash=true");
        JsonPart after = client.get("/darkroom/v1/models").json().get("models");

        assertThat(before.items()).hasSize(1);
        assertThat(before.items().get(0).get("sha256").isAbsent()).isTrue();
        assertThat(inspected.at("/sha256")).matches("[0-9a-f]{64}");
        assertThat(inspected.at("/kind")).isNotEqualTo("null");
        assertThat(after.items())
                .filteredOn(model ->
                        "mini-fp16.safetensors".equals(model.get("name").value()))
                .singleElement()
                .satisfies(model -> assertThat(model.get("sha256").value()).isEqualTo(inspected.at("/sha256")));
    }

    @Test
    void whatCannotBeInspectedIsSaid() {
        assertThat(client.get("/darkroom/v1/inspect?folder=checkpoints").status())
                .isEqualTo(400);
        assertThat(client.get("/darkroom/v1/inspect?folder=checkpoints&name=none.safetensors")
                        .at("/error/message"))
                .contains("none.safetensors");
        assertThat(client.get("/darkroom/v1/inspect?folder=none&name=x").status())
                .isEqualTo(404);
        assertThat(client.get("/darkroom/v1/inspect?folder=loras&name=people/short.safetensors")
                        .status())
                .isEqualTo(400);
        assertThat(client.get("/darkroom/v1/models?folder=none").status()).isEqualTo(404);
    }
}

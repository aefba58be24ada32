package io.darkroom.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.picture.PictureText;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskUploadTest {
    @TempDir
    private static Path base;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(base.resolve("output/sub"));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("prompt", "{\"1\": {}}");
        texts.put("workflow", "{\"title\": \"\u65e5\u672c\"}");
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        PictureEncoder.png(Pixels.of(picture(16, 0xFF204060)), texts, png);
        Files.write(base.resolve("output/sub/painted.png"), png.toByteArray());
        server = TestServer.start(base);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static BufferedImage picture(int side, int argb) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, argb);
        }
        return image;
    }

    private static byte[] mask(int side) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture(side, 0x37FFFFFF), "png", png);
        return png.toByteArray();
    }

    private static Answer send(byte[] mask, String name, String original) {
        return new Form()
                .file("image", name, mask)
                .text("subfolder", "clipspace")
                .text("original_ref", original)
                .send(server.client(), "/upload/mask");
    }

    @Test
    void theOriginalGetsTheTransparencyOfTheMask() throws IOException {
        Answer answer = send(
                mask(16),
                "clipspace-mask-1.png",
                "{\"filename\": \"painted.png\", \"subfolder\": \"sub\", \"type\": \"output\"}");

        assertThat(answer.text())
                .isEqualTo("{\"name\": \"clipspace-mask-1.png\", \"subfolder\": \"clipspace\", \"type\": \"input\"}");
        BufferedImage joined = ImageIO.read(
                base.resolve("input/clipspace/clipspace-mask-1.png").toFile());
        assertThat(joined.getRGB(7, 9)).isEqualTo(0x37204060);
    }

    @Test
    void theTextsOfTheOriginalAreKept() throws IOException {
        send(mask(16), "texts.png", "{\"filename\": \"painted.png\", \"subfolder\": \"sub\"}");

        Map<String, String> texts = PictureText.read("texts.png", base.resolve("input/clipspace/texts.png"))
                .orElseThrow()
                .texts();
        assertThat(texts)
                .containsEntry("prompt", "{\"1\": {}}")
                .containsEntry("workflow", "{\"title\": \"\u65e5\u672c\"}");
    }

    @Test
    void theOriginalMayBeNamedWithItsFolder() throws IOException {
        Answer missing = send(mask(16), "annotated.png", "{\"filename\": \"painted.png [input]\"}");

        assertThat(missing.status()).isEqualTo(200);
        assertThat(base.resolve("input/clipspace/annotated.png")).doesNotExist();
    }

    @Test
    void withoutTheOriginalNothingIsWritten() throws IOException {
        Answer answer = send(mask(16), "orphan.png", "{\"filename\": \"gone.png\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/name")).isEqualTo("orphan.png");
        assertThat(base.resolve("input/clipspace/orphan.png")).doesNotExist();
    }

    @Test
    void aMaskOfAnotherSizeIsRefused() throws IOException {
        Answer answer = send(mask(8), "small.png", "{\"filename\": \"painted.png\", \"subfolder\": \"sub\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message")).contains("8 × 8").contains("16 × 16");
    }

    @Test
    void aMaskThatIsNoPictureIsRefused() {
        Answer answer =
                send(new byte[] {1, 2, 3}, "bytes.png", "{\"filename\": \"painted.png\", \"subfolder\": \"sub\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(base.resolve("input/clipspace"))
                .satisfiesAnyOf(
                        folder -> assertThat(folder).doesNotExist(),
                        folder -> assertThat(folder.resolve("bytes.png")).doesNotExist());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"filename\": \"../secret.png\"}|400",
                "{\"filename\": \"/etc/passwd\"}|400",
                "{\"filename\": \"painted.png\", \"type\": \"models\"}|400",
                "{\"filename\": \"painted.png\", \"subfolder\": \"../..\"}|403",
                "{\"filename\": 7}|400",
                "{}|400",
                "[]|400",
                "nonsense|400",
            })
    void aReferenceThatLeadsNowhereIsRefused(String original, int status) throws IOException {
        Answer answer = send(mask(16), "refused.png", original);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(base.resolve("input/clipspace/refused.png")).doesNotExist();
    }

    @Test
    void withoutAReferenceItIsRefused() throws IOException {
        Answer answer = new Form().file("image", "m.png", mask(16)).send(server.client(), "/upload/mask");

        assertThat(answer.at("/error/type")).isEqualTo("no_original");
    }

    @Test
    void theUploadedNameIsServedBack() throws IOException {
        send(mask(16), "served.png", "{\"filename\": \"painted.png\", \"subfolder\": \"sub\"}");

        Answer answer = server.client().get("/view?filename=served.png&subfolder=clipspace&type=input&channel=a");

        BufferedImage alpha = ImageIO.read(new ByteArrayInputStream(answer.bytes()));
        assertThat(alpha.getRGB(0, 0)).isEqualTo(0x37000000);
    }
}

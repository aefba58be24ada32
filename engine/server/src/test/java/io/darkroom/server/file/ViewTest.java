package io.darkroom.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
    @TempDir
    private static Path base;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        BufferedImage half = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < 40; x++) {
            for (int y = 0; y < 30; y++) {
                half.setRGB(x, y, x < 20 ? 0xFF336699 : 0x40CC2211);
            }
        }
        Files.createDirectories(base.resolve("output/portraits/ann"));
        Files.createDirectories(base.resolve("input"));
        ImageIO.write(half, "png", base.resolve("output/half.png").toFile());
        ImageIO.write(half, "png", base.resolve("output/portraits/ann/a.png").toFile());
        ImageIO.write(half, "png", base.resolve("input/in.png").toFile());
        Files.writeString(base.resolve("output/digits.txt"), "0123456789");
        Files.writeString(base.resolve("secret.txt"), "secret");
        server = TestServer.start(base);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer get(String query) {
        return server.client().get("/view?" + query);
    }

    private static BufferedImage picture(Answer answer) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(answer.bytes()));
    }

    @Test
    void aSavedPictureComesAsItsFile() throws IOException {
        Answer answer = get("filename=half.png&subfolder=&type=output&rand=0.5");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(Files.readAllBytes(base.resolve("output/half.png")));
        assertThat(answer.header("Content-Type")).contains("image/png");
        assertThat(answer.header("Content-Disposition")).contains("filename=\"half.png\"");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void aClientMayAskForTheHeadersAlone() {
        Answer answer = server.client().send("HEAD", "/view?filename=half.png", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
        assertThat(server.client()
                        .send("HEAD", "/view?filename=nope.png", BodyPublishers.noBody())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theRouteExistsUnderApiToo() {
        assertThat(server.client().get("/api/view?filename=half.png").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "filename=a.png&subfolder=portraits/ann, 200",
        "filename=a.png&subfolder=portraits%5Cann, 200",
        "filename=somewhere/a.png&subfolder=portraits/ann, 200",
        "filename=in.png&type=input, 200",
        "filename=in.png%20%5Binput%5D, 200",
        "filename=in.png%20%5Binput%5D&type=output, 200",
        "filename=in.png, 404",
        "filename=nope.png, 404",
        "filename=portraits, 404",
        "type=output, 404",
        "filename=, 400",
        "filename=%5Boutput%5D, 400",
        "filename=half.png&type=secret, 400",
        "filename=../secret.txt, 400",
        "filename=/etc/passwd, 400",
        "filename=%2Fetc%2Fpasswd, 400",
        "filename=%5C%5Chost%5Cshare, 400",
        "filename=C:%5CWindows%5Cwin.ini, 400",
        "filename=..%5Csecret.txt, 400",
        "filename=..%2Fsecret.txt%20%5Binput%5D, 400",
        "filename=secret.txt&subfolder=.., 403",
        "filename=secret.txt&subfolder=..%5C, 403",
        "filename=secret.txt&subfolder=portraits%2F..%2F.., 403",
        "filename=passwd&subfolder=/etc, 403",
        "filename=win.ini&subfolder=C:%5CWindows, 403",
        "filename=half.png%00.txt, 403",
        "filename=half.png&subfolder=%00, 403",
    })
    void whatIsNamedIsFoundOrRefused(String query, int status) {
        Answer answer = get(query);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("secret\n").isNotEqualTo("secret");
        if (status >= 400) {
            assertThat(answer.at("/error/message")).endsWith(".");
        }
    }

    @Test
    void anOverlongNameIsMissing() {
        assertThat(get("filename=" + "a".repeat(3000) + ".png").status()).isEqualTo(404);
        assertThat(get("filename=a.png&subfolder=" + "a/".repeat(2500)).status())
                .isEqualTo(404);
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        Files.createSymbolicLink(base.resolve("output/out.txt"), base.resolve("secret.txt"));
        Files.createSymbolicLink(base.resolve("output/outside"), base);

        assertThat(get("filename=out.txt").status()).isEqualTo(403);
        assertThat(get("filename=secret.txt&subfolder=outside").status()).isEqualTo(403);
    }

    @Test
    void aLinkInsideTheFolderWorks() throws IOException {
        Files.createSymbolicLink(base.resolve("output/latest.png"), Path.of("portraits/ann/a.png"));

        assertThat(get("filename=latest.png").status()).isEqualTo(200);
    }

    @Test
    void theFolderItselfMayBeALink(@TempDir Path elsewhere) throws IOException {
        Path linked = elsewhere.resolve("base");
        Files.createDirectories(linked);
        Files.createSymbolicLink(linked.resolve("output"), base.resolve("output"));

        try (TestServer other = TestServer.start(linked)) {
            assertThat(other.client().get("/view?filename=half.png").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.html", "x.HTM", "x.xhtml", "x.xml", "x.js", "x.mjs", "x.css", "x.svg", "x.unknown"})
    void whatABrowserMightRunIsOnlyBytes(String name) throws IOException {
        Files.writeString(base.resolve("output").resolve(name), "<script>alert(1)</script>");

        assertThat(get("filename=" + name).header("Content-Type")).contains("application/octet-stream");
    }

    @Test
    void partsOfAFileCanBeAskedFor() {
        Answer middle = server.client().with("Range", "bytes=2-4").get("/view?filename=digits.txt");
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.text()).isEqualTo("234");
        assertThat(middle.header("Content-Range")).contains("bytes 2-4/10");

        assertThat(server.client()
                        .with("Range", "bytes=-3")
                        .get("/view?filename=digits.txt")
                        .text())
                .isEqualTo("789");
        assertThat(server.client()
                        .with("Range", "bytes=7-")
                        .get("/view?filename=digits.txt")
                        .text())
                .isEqualTo("789");
        assertThat(server.client()
                        .with("Range", "bytes=0-1,4-5")
                        .get("/view?filename=digits.txt")
                        .text())
                .isEqualTo("0123456789");
        assertThat(server.client()
                        .with("Range", "bytes=9-2")
                        .get("/view?filename=digits.txt")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPartOutsideTheFileIsRefused() {
        Answer answer = server.client().with("Range", "bytes=10-").get("/view?filename=digits.txt");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).contains("bytes */10");
    }

    @Test
    void whatAClientHasIsNotSentAgain() {
        Answer first = get("filename=digits.txt");

        Answer byTag = server.client()
                .with("If-None-Match", first.header("ETag").orElseThrow())
                .get("/view?filename=digits.txt");
        Answer byDate = server.client()
                .with("If-Modified-Since", first.header("Last-Modified").orElseThrow())
                .get("/view?filename=digits.txt");

        assertThat(byTag.status()).isEqualTo(304);
        assertThat(byDate.status()).isEqualTo(304);
        assertThat(byTag.bytes()).isEmpty();
    }

    @Test
    void aPartOfAnotherStateOfTheFileIsTheWholeFile() {
        Answer answer = server.client()
                .with("Range", "bytes=0-0")
                .with("If-Range", "\"older\"")
                .get("/view?filename=digits.txt");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("0123456789");
    }

    @Test
    void anEmptyFileIsAnEmptyAnswer() throws IOException {
        Files.createFile(base.resolve("output/empty.txt"));

        Answer answer = server.client().with("Range", "bytes=0-").get("/view?filename=empty.txt");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "preview=webp;50, image/webp",
        "preview=jpeg;75, image/jpeg",
        "preview=jpeg, image/jpeg",
        "preview=jpeg&channel=a, image/webp",
        "preview=jpeg&channel=rgba, image/webp",
        "preview=tga;3, image/webp",
        "preview=, image/webp",
        "preview=webp;0, image/webp",
        "preview=webp;99999999999999, image/webp",
        "channel=rgb, image/png",
        "channel=a, image/png",
        "channel=rgba, image/png",
        "channel=q, image/png",
    })
    void picturesComeInOtherForms(String query, String type) throws IOException {
        Answer answer = get("filename=half.png&" + query.replace(";", "%3B"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains(type);
        assertThat(picture(answer).getWidth()).isEqualTo(40);
        assertThat(answer.header("Content-Disposition")).contains("filename=\"half.png\"");
    }

    @Test
    void colourAloneKeepsTheColoursOfTransparentPixels() throws IOException {
        BufferedImage colours = picture(get("filename=half.png&channel=rgb"));

        assertThat(colours.getColorModel().hasAlpha()).isFalse();
        assertThat(colours.getRGB(30, 5)).isEqualTo(0xFFCC2211);
    }

    @Test
    void alphaAloneIsBlackWithTheAlphaOfThePicture() throws IOException {
        BufferedImage alpha = picture(get("filename=half.png&channel=a"));

        assertThat(alpha.getRGB(5, 5)).isEqualTo(0xFF000000);
        assertThat(alpha.getRGB(30, 5)).isEqualTo(0x40000000);
    }

    @Test
    void thePreviewOfATransparentPictureStaysTransparent() throws IOException {
        BufferedImage preview = picture(get("filename=half.png&preview=webp;90"));

        assertThat(preview.getRGB(30, 5) >>> 24).isEqualTo(0x40);
        assertThat(preview.getRGB(5, 5) >>> 24).isEqualTo(0xFF);
    }

    @Test
    void greyPicturesKeepTheirGrey() throws IOException {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(3, 3, 0, 100);
        ImageIO.write(grey, "png", base.resolve("output/grey.png").toFile());

        assertThat(picture(get("filename=grey.png&channel=rgb")).getRGB(3, 3)).isEqualTo(0xFF646464);
    }

    @Test
    void aPictureThatIsNoneIsRefusedInWords() throws IOException {
        Files.writeString(base.resolve("output/lie.png"), "no picture at all");
        byte[] cut = new byte[60];
        System.arraycopy(Files.readAllBytes(base.resolve("output/half.png")), 0, cut, 0, cut.length);
        Files.write(base.resolve("output/cut.png"), cut);

        assertThat(get("filename=lie.png&preview=webp").at("/error/type")).isEqualTo("not_a_picture");
        assertThat(get("filename=cut.png&preview=webp").at("/error/type")).isEqualTo("damaged_picture");
    }

    @Test
    void aPictureThatWouldFillTheMemoryIsNotDecoded() throws IOException {
        byte[] bomb = Files.readAllBytes(base.resolve("output/half.png"));
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000); // width and height in IHDR
        Files.write(base.resolve("output/bomb.png"), bomb);

        Answer answer = get("filename=bomb.png&channel=a");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/message")).contains("60000 × 60000");
    }

    @Test
    void aNameBeyondAsciiComesInBothForms() throws IOException {
        Files.writeString(base.resolve("output/Gl\u00fcck.txt"), "x");

        Answer answer = get("filename=" + URLEncoder.encode("Gl\u00fcck.txt", StandardCharsets.UTF_8));

        assertThat(answer.header("Content-Disposition"))
                .contains("filename=\"Gl_ck.txt\"; filename*=UTF-8''Gl%C3%BCck.txt");
    }
}

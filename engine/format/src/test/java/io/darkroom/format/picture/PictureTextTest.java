package io.darkroom.format.picture;

import static io.darkroom.format.picture.Pictures.bytes;
import static io.darkroom.format.picture.Pictures.chunk;
import static io.darkroom.format.picture.Pictures.deflate;
import static io.darkroom.format.picture.Pictures.exif;
import static io.darkroom.format.picture.Pictures.join;
import static io.darkroom.format.picture.Pictures.png;
import static io.darkroom.format.picture.Pictures.segment;
import static io.darkroom.format.picture.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.format.Goldens;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.picture.PictureText.Container;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTextTest {
    private static final String A1111 = "a cat\nSteps: 20, Sampler: Euler, CFG scale: 7";

    private static Map<String, String> texts(byte[] file) {
        return PictureText.read("x.png", file).orElseThrow().texts();
    }

    private static void refused(ThrowingCallable reading, String part) {
        assertThatThrownBy(reading)
                .isInstanceOf(WorkflowFileException.class)
                .hasMessageStartingWith("x.png")
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample_prompt_only", "sample_with_workflow"})
    void theTextsOfComfyUisPicturesAreFound(String name) {
        assertThat(texts(Goldens.bytes("png/" + name + ".png")))
                .isEqualTo(Goldens.json("png/" + name + ".json", "text_chunks"));
    }

    @Test
    void aFileOnDiskIsReadToo(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a"), Goldens.bytes("png/sample_with_workflow.png"));

        assertThat(PictureText.read("a", file).orElseThrow().texts()).containsKeys("prompt", "workflow");
    }

    @Test
    void compressedTextsAreUnpacked() {
        assertThat(texts(png(chunk("zTXt", join(bytes("prompt\0\0"), deflate(bytes("{}")))))))
                .containsEntry("prompt", "{}");
    }

    @Test
    void internationalTextsAreUtf8PlainOrCompressed() {
        byte[] text = "\u72d0 \ud83d\udc31".getBytes(StandardCharsets.UTF_8);

        assertThat(texts(png(
                        chunk("iTXt", join(bytes("parameters\0\0\0en\0\0"), text)),
                        chunk("iTXt", join(bytes("prompt\0\u0001\0\0\0"), deflate(text))))))
                .containsEntry("parameters", "\u72d0 \ud83d\udc31")
                .containsEntry("prompt", "\u72d0 \ud83d\udc31");
    }

    @Test
    void aDamagedTextIsReported() {
        byte[] file = png(text("prompt", "{}"));
        file[8 + 25 + 8 + 7] ^= 1;

        refused(() -> texts(file), "check sum");
    }

    @Test
    void aPictureCutOffAfterItsTextsStillHasThem() {
        byte[] file = Goldens.bytes("png/sample_with_workflow.png");

        assertThat(texts(Arrays.copyOf(file, 5000))).containsKeys("prompt", "workflow");
    }

    @Test
    void aPictureCutOffInsideAText() {
        refused(() -> texts(Arrays.copyOf(Goldens.bytes("png/sample_with_workflow.png"), 500)), "ends early");
    }

    @Test
    void aChunkThatClaimsGigabytesIsRefused() {
        byte[] file = png(text("prompt", "{}"));
        ByteBuffer.wrap(file).putInt(8 + 25, 0x7fffffff);

        refused(() -> texts(file), "64 MiB");
    }

    @Test
    void aTextThatUnpacksIntoGigabytesIsRefused() {
        byte[] bomb = deflate(new byte[80 << 20]);

        refused(() -> texts(png(chunk("zTXt", join(bytes("prompt\0\0"), bomb)))), "64 MiB");
    }

    @Test
    void manySmallBombsTogetherAreRefusedToo() {
        byte[] part = chunk("zTXt", join(bytes("p\0\0"), deflate(new byte[40 << 20])));

        refused(() -> texts(png(part, part)), "64 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt\0\0xxxx", "prompt\0\0", "prompt"})
    void aDamagedCompressedTextIsReported(String chunk) {
        assertThatThrownBy(() -> texts(png(chunk("zTXt", bytes(chunk))))).isInstanceOf(WorkflowFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE", "BIG"})
    void webpKeepsItsTextsInExif(String order) {
        byte[] exif = exif(
                order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                List.of("prompt:{\"1\": {}}", "workflow:{\"nodes\": []}"),
                new byte[0]);

        assertThat(texts(Pictures.webp(exif)))
                .isEqualTo(Map.of("prompt", "{\"1\": {}}", "workflow", "{\"nodes\": []}"));
        assertThat(texts(Pictures.webp(join(bytes("Exif\0\0"), exif)))).containsKeys("prompt", "workflow");
    }

    @Test
    void jpegKeepsItsTextsInExifAndComments() {
        byte[] comment = join(bytes("UNICODE\0"), A1111.getBytes(StandardCharsets.UTF_16BE));
        byte[] exif = exif(ByteOrder.BIG_ENDIAN, List.of("Workflow: {\"nodes\": []}"), comment);

        assertThat(texts(Pictures.jpeg(
                        segment(0xe0, new byte[14]),
                        segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0<x/>")),
                        segment(0xe1, join(bytes("Exif\0\0"), exif)),
                        segment(0xfe, bytes("{\"1\": {\"class_type\": \"A\"}}")))))
                .isEqualTo(Map.of(
                        "workflow", "{\"nodes\": []}",
                        "parameters", A1111,
                        "prompt", "{\"1\": {\"class_type\": \"A\"}}"));
    }

    @Test
    void exifThatPointsOutsideOfItselfIsReported() {
        byte[] exif = exif(ByteOrder.LITTLE_ENDIAN, List.of("prompt:{\"a\": 1}"), new byte[0]);
        ByteBuffer.wrap(exif).order(ByteOrder.LITTLE_ENDIAN).putInt(8 + 2 + 8, 1 << 30);

        refused(() -> texts(Pictures.webp(exif)), "ends early");
    }

    @Test
    void exifWhoseEntriesAllRepeatOneLongTextIsBounded() {
        byte[] exif = exif(ByteOrder.LITTLE_ENDIAN, Collections.nCopies(2000, "x"), new byte[1 << 20]);
        ByteBuffer tiff = ByteBuffer.wrap(exif).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 2000; i++) {
            tiff.putInt(8 + 2 + 12 * i + 4, 1 << 20).putInt(8 + 2 + 12 * i + 8, 30_000);
        }

        refused(() -> texts(Pictures.webp(exif)), "ends early");
    }

    @Test
    void latentsAndModelsKeepThemInTheirMetadata() {
        PictureText text = PictureText.read(
                        "x.latent",
                        Pictures.safetensors(
                                "{\"__metadata__\": {\"prompt\": \"{}\", \"n\": 3}, \"t\": {\"dtype\": \"F32\"}}"))
                .orElseThrow();

        assertThat(text.container()).isEqualTo(Container.SAFETENSORS);
        assertThat(text.texts()).isEqualTo(Map.of("prompt", "{}"));
    }

    @Test
    void aSafetensorsHeaderThatIsNoJsonIsReported() {
        refused(() -> texts(Pictures.safetensors("{not json, really")), "not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"1\": {\"class_type\": \"A\"}}", "hello, this is no picture"})
    void otherFilesAreNone(String content) {
        assertThat(PictureText.read("x", bytes(content))).isEmpty();
    }

    static Stream<byte[]> pictures() {
        byte[] exif = exif(ByteOrder.LITTLE_ENDIAN, List.of("prompt:{\"1\": {}}"), bytes("ASCII\0\0\0" + A1111));
        return Stream.of(
                png(
                        text("prompt", "{}"),
                        chunk("zTXt", join(bytes("w\0\0"), deflate(bytes("{}")))),
                        chunk("iTXt", join(bytes("p\0\u0001\0\0\0"), deflate(bytes("{}"))))),
                Pictures.webp(exif),
                Pictures.jpeg(segment(0xe1, join(bytes("Exif\0\0"), exif)), segment(0xfe, bytes(A1111))),
                Pictures.safetensors("{\"__metadata__\": {\"prompt\": \"{}\"}}"));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void mutatedPicturesAreReadOrRefused(byte[] picture) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] mutated =
                    Arrays.copyOf(picture, random.nextInt(8) == 0 ? random.nextInt(picture.length) : picture.length);
            for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PictureText.read("x.png", mutated)).isNotNull();
            } catch (WorkflowFileException e) {
                assertThat(e).as("seed %d", seed).hasMessageStartingWith("x.png");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void everyKindIsTellable(Container container) {
        assertThat(pictures().map(p -> PictureText.read("x", p).orElseThrow().container()))
                .contains(container);
    }
}

package io.darkroom.nodes.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.nodes.RecordingContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureWriterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final RecordingContext context = new RecordingContext();

    @Test
    void levelsAreCutNotRounded() throws IOException {
        save("p", grey(0.5f, 0.25f, -1, 2, 0.999f, Float.NaN));

        assertThat(levels("p_00001_.png")).containsExactly(127, 63, 0, 255, 254, 0);
    }

    @Test
    void countersGoOnFromTheLargestThatIsThere() throws IOException {
        Files.createFile(folder.resolve("p_00041_.png"));
        Files.createFile(folder.resolve("p_7_.jpg"));
        Files.createFile(folder.resolve("p_99999.png"));
        Files.createFile(folder.resolve("pp_00500_.png"));

        save("p", batch(2));

        assertThat(names()).contains("p_00042_.png", "p_00043_.png");
    }

    @Test
    void prefixesNameSubfoldersSizesAndTimes() throws IOException {
        save("a/b/%year%-%month%-%day%_%hour%%minute%%second%_%width%x%height%", batch(1));

        assertThat(folder.resolve("a/b/2026-03-04_050607_2x1_00001_.png")).exists();
    }

    @Test
    void theBatchNumberStandsInTheName() throws IOException {
        save("p%batch_num%", batch(2));

        assertThat(names()).containsExactlyInAnyOrder("p0_00001_.png", "p1_00002_.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../p", "/tmp/p", "a/../../p", ".."})
    void namesThatLeaveTheFolderAreRefused(String prefix) {
        assertThatThrownBy(() -> save(prefix, batch(1)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("outside the output folder");
    }

    @Test
    void anEmptyNameIsRefused() {
        assertThatThrownBy(() -> save("", batch(1))).hasMessageContaining("\"filename_prefix\" is empty");
    }

    @Test
    void textsStandBeforeThePictureWithPromptAndWorkflowFirst() throws IOException {
        context.pictureText.put("parameters", "a cat\nSteps: 20");
        context.pictureText.put("snow", "雪");
        context.pictureText.put("workflow", "{\"nodes\": []}");
        context.pictureText.put("prompt", "{}");

        save("p", batch(1));

        List<String> chunks = chunks(Files.readAllBytes(folder.resolve("p_00001_.png")));
        assertThat(chunks).hasSize(7);
        assertThat(chunks.get(0)).startsWith("IHDR");
        assertThat(chunks.subList(1, 5))
                .containsExactly(
                        "tEXtprompt\0{}",
                        "tEXtworkflow\0{\"nodes\": []}",
                        "tEXtparameters\0a cat\nSteps: 20",
                        "iTXtsnow\0\0\0\0\0"
                                + new String("雪".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        assertThat(chunks.get(5)).startsWith("IDAT");
        assertThat(chunks.get(6)).isEqualTo("IEND");
    }

    @Test
    void everyFilterAndAlphaSurviveReadingBack() throws IOException {
        Shape shape = Shape.of(1, 37, 41, 4);
        float[] values = new float[shape.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7919 % 256 * (i % 3) + i / 200) % 256 / 255f;
        }
        Image image = new Image(Tensor.adopt(shape, values));

        save("p", image);

        Bitmap read = PictureReader.limitedTo(null)
                .read(folder.resolve("p_00001_.png"), notice -> {})
                .get(0);
        assertThat(read.rgb().get(3)).isEqualTo(level(image.pixels().get(4)));
        assertThat(read.channel(Bitmap.Channel.ALPHA).toArray())
                .containsExactly(toFloats(IntStream.range(0, 37 * 41).mapToDouble(i -> level(values[4 * i + 3]))));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedInOneSentence() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> writer(file).save(batch(1), "p", context))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("cannot be saved in")
                .hasMessageContaining("--output-directory");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // no folder can be made in /proc, not even by root
    void aFolderThatCannotBeMadeIsToldApartFromAFullDisk() {
        assertThatThrownBy(() -> writer(Path.of("/proc/pictures")).save(batch(1), "p", context))
                .isInstanceOf(NodeException.class)
                .hasMessageContainingAll("\"/proc/pictures\"", "it cannot be made there", "--output-directory");
    }

    @Test
    void aFullDiskIsToldInOneSentenceAndHoldsNoPieceOfThePicture() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setBlockSize(1024)
                .setMaxSize(8 * 1024)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path full = Files.createDirectory(disk.getPath("/pictures"));
            RandomGenerator random = new SplittableRandom(1);
            Shape shape = Shape.of(1, 64, 64, 3);
            float[] noise = new float[shape.count()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextFloat();
            }

            assertThatThrownBy(() -> writer(full).save(new Image(Tensor.of(shape, noise)), "p", context))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContainingAll("/pictures", "disk space", "--output-directory")
                    .hasMessageNotContaining("\n");

            try (Stream<Path> left = Files.list(full)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void nothingIsLeftBehindWhenWritingFails() throws IOException {
        Image five = new Image(Tensor.zeros(Shape.of(1, 1, 2, 5)));

        assertThatThrownBy(() -> save("p", five)).isInstanceOf(NodeException.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void manyWritersAtOnceNeverTakeTheSameName() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(() -> save("p", batch(5))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        Set<String> names = new HashSet<>(names());
        assertThat(names).hasSize(40);
    }

    private void save(String prefix, Image image) {
        assertThat(writer(folder).save(image, prefix, context).values()).containsKey("images");
    }

    private static PictureWriter writer(Path root) {
        return new PictureWriter(root, "output", new PngWriter(4), CLOCK);
    }

    private static Image grey(float... levels) {
        float[] values = new float[levels.length * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = levels[i / 3];
        }
        return new Image(Tensor.of(Shape.of(1, 1, levels.length, 3), values));
    }

    private static Image batch(int size) {
        return new Image(Tensor.zeros(Shape.of(size, 1, 2, 3)));
    }

    private List<Integer> levels(String name) throws IOException {
        BufferedImage picture = ImageIO.read(folder.resolve(name).toFile());
        return IntStream.range(0, picture.getWidth())
                .mapToObj(x -> picture.getRGB(x, 0) & 0xFF)
                .toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static float level(float value) {
        return (int) Math.max(0, Math.min(255, 255 * value)) / 255f;
    }

    private static float[] toFloats(java.util.stream.DoubleStream values) {
        double[] doubles = values.toArray();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    /** Type and data of each chunk, one char a byte. */
    private static List<String> chunks(byte[] png) {
        List<String> chunks = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(png).position(8);
        while (buffer.hasRemaining()) {
            byte[] chunk = new byte[buffer.getInt() + 4];
            buffer.get(chunk).getInt();
            chunks.add(new String(chunk, StandardCharsets.ISO_8859_1));
        }
        return chunks;
    }
}

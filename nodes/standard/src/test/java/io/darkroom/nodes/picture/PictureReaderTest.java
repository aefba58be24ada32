package io.darkroom.nodes.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    /** A smallest WebP (1 × 1, lossless), as libwebp writes it. */
    private static final String WEBP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";

    private final PictureReader reader = PictureReader.limitedTo(null);
    private final List<String> notices = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void greyIsReadAsItStandsInTheFile() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setPixels(0, 0, 2, 1, new int[] {100, 200});

        assertThat(read(save(grey, "png")).rgb().toArray())
                .containsExactly(100 / 255f, 100 / 255f, 100 / 255f, 200 / 255f, 200 / 255f, 200 / 255f);
    }

    @Test
    void sixteenBitGreyIsDividedBy255AndClippedAsInTheReference() throws IOException {
        BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setPixels(0, 0, 3, 1, new int[] {509, 25600, 65535});

        assertThat(read(save(grey, "png")).channel(Bitmap.Channel.RED).toArray())
                .containsExactly(1 / 255f, 100 / 255f, 1);
    }

    @Test
    void aPaletteWithATransparentColourBecomesTransparency() throws IOException {
        byte[] reds = {0, (byte) 255};
        IndexColorModel palette = new IndexColorModel(1, 2, reds, new byte[2], new byte[2], 1);
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setPixels(0, 0, 2, 1, new int[] {0, 1});

        Bitmap read = read(save(picture, "png"));

        assertThat(read.isTransparent()).isTrue();
        assertThat(read.channel(Bitmap.Channel.ALPHA).toArray()).containsExactly(1, 0);
    }

    @Test
    void webpIsRead() throws IOException {
        Path file = folder.resolve("one.webp");
        Files.write(file, java.util.Base64.getDecoder().decode(WEBP));

        assertThat(read(file).rgb().shape()).isEqualTo(Shape.of(1, 1, 1, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0 1 2 3 4 5",
        "2, 2 1 0 5 4 3",
        "3, 5 4 3 2 1 0",
        "4, 3 4 5 0 1 2",
        "5, 0 3 1 4 2 5",
        "6, 3 0 4 1 5 2",
        "7, 5 2 4 1 3 0",
        "8, 2 5 1 4 0 3"
    })
    void picturesAreTurnedAsTheCameraWasHeld(int orientation, String order) throws IOException {
        byte[] png = Files.readAllBytes(save(numbered(), "png"));
        Path file = folder.resolve("turned.png");
        Files.write(file, withPngChunk(png, "eXIf", exif(orientation, ByteOrder.LITTLE_ENDIAN)));

        Bitmap read = read(file);

        assertThat(read.width()).isEqualTo(orientation < 5 ? 3 : 2);
        assertThat(levels(read)).isEqualTo(order);
    }

    @Test
    void jpegCarriesItsOrientationInASegment() throws IOException {
        byte[] jpeg = Files.readAllBytes(save(new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB), "jpg"));
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        byte[] exif = exif(6, ByteOrder.BIG_ENDIAN);
        turned.write(jpeg, 0, 2);
        turned.write(ByteBuffer.allocate(10)
                .putShort((short) 0xFFE1)
                .putShort((short) (exif.length + 8))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .array());
        turned.write(exif);
        turned.write(jpeg, 2, jpeg.length - 2);
        Path file = folder.resolve("turned.jpg");
        Files.write(file, turned.toByteArray());

        assertThat(read(file).rgb().shape()).isEqualTo(Shape.of(1, 6, 4, 3));
    }

    @Test
    void anImageBombIsRefusedByItsHeaderWithTheWayToRaiseTheLimit() throws IOException {
        byte[] png = Files.readAllBytes(save(numbered(), "png"));
        ByteBuffer.wrap(png).putInt(16, 60000).putInt(20, 60000);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        Path file = folder.resolve("bomb.png");
        Files.write(file, png);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("\"bomb.png\" is 60000 × 60000, 3600 megapixels; the limit is 179")
                .hasMessageContaining(PictureReader.LIMIT_VARIABLE);
    }

    @Test
    void theEnvironmentSetsTheLimit() throws IOException {
        Path file = save(new BufferedImage(2000, 1000, BufferedImage.TYPE_BYTE_BINARY), "png");

        assertThatThrownBy(() -> PictureReader.limitedTo("1").read(file, notices::add))
                .hasMessageContaining("2 megapixels; the limit is 1");
        assertThat(PictureReader.limitedTo(" 2 ").read(file, notices::add)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void aFileCutShortGivesWhatItHas(String format) throws IOException {
        BufferedImage noise = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200 * 200; i++) {
            noise.setRGB(i % 200, i / 200, (i + 1) * 0x9E3779B1);
        }
        byte[] whole = Files.readAllBytes(save(noise, format));
        Path file = folder.resolve("cut." + format);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        Bitmap read = read(file);

        assertThat(read.rgb().slice(0, 1).count()).isEqualTo(200 * 200 * 3);
        assertThat(read.rgb().get(0)).isNotZero();
        assertThat(notices).isNotEmpty();
    }

    @Test
    void aFileThatIsNoPictureIsRefusedInOneSentence() throws IOException {
        Path file = folder.resolve("text.png");
        Files.writeString(file, "not a picture");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("\"text.png\" is not a picture");
    }

    @Test
    void framesOfAnAnimationBecomeABatch() throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        Path file = folder.resolve("two.gif");
        try (var out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < 2; i++) {
                writer.writeToSequence(new javax.imageio.IIOImage(numbered(), null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }

        assertThat(reader.read(file, notices::add)).hasSize(2);
    }

    private Bitmap read(Path file) {
        return reader.read(file, notices::add).get(0);
    }

    private Path save(BufferedImage picture, String format) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
        return file;
    }

    /** 3 × 2 pixels of the levels 0 to 5. */
    private static BufferedImage numbered() {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 1, 2, 3, 4, 5});
        return picture;
    }

    private static String levels(Bitmap bitmap) {
        List<String> levels = new ArrayList<>();
        for (float value : bitmap.channel(Bitmap.Channel.RED).toArray()) {
            levels.add(Integer.toString(Math.round(value * 255)));
        }
        return String.join(" ", levels);
    }

    private static byte[] exif(int orientation, ByteOrder order) {
        return ByteBuffer.allocate(26)
                .order(order)
                .put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'})
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    private static byte[] withPngChunk(byte[] png, String type, byte[] data) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, data.length + 4);
        chunk.putInt((int) checksum.getValue());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33); // signature and IHDR
        out.write(Objects.requireNonNull(chunk.array()));
        out.write(png, 33, png.length - 33);
        return out.toByteArray();
    }
}

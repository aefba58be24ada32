package io.darkroom.server.event;

import io.darkroom.api.type.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pictures for the wire. */
final class PictureEncoder {
    private static final float QUALITY = 0.95f; // comfyui-contract.md, 12

    private PictureEncoder() {}

    /** A preview: the first picture of the batch, as a JPEG whose longer side has this many pixels. */
    static ByteBuffer jpeg(Image image, int side) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque(Scaling.contain(image, side)), null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException("A preview cannot be written to memory.", e);
        } finally {
            writer.dispose();
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** One picture of the batch in full size, as a PNG. */
    static ByteBuffer png(Image image, int index) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            Raster raster = Raster.of(image, index);
            ImageIO.write(raster.channels() == 4 ? withAlpha(raster) : opaque(raster), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("A picture cannot be written to memory.", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static BufferedImage opaque(Raster raster) {
        BufferedImage picture = new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                picture.setRGB(x, y, rgb(raster, x, y));
            }
        }
        return picture;
    }

    private static BufferedImage withAlpha(Raster raster) {
        BufferedImage picture = new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                picture.setRGB(x, y, raster.level(x, y, 3) << 24 | rgb(raster, x, y));
            }
        }
        return picture;
    }

    private static int rgb(Raster raster, int x, int y) {
        return raster.level(x, y, 0) << 16 | raster.level(x, y, 1) << 8 | raster.level(x, y, 2);
    }
}

package io.darkroom.server.file;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pictures. Stateless. */
final class PictureEncoder {
    private static final String PNG_METADATA = "javax_imageio_png_1.0";

    private PictureEncoder() {}

    /**
     * @param quality 1 to 100
     */
    static void jpeg(Pixels pixels, int quality, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality / 100f);
        write(writer, new IIOImage(pixels.opaque().toImage(), null, null), param, out);
    }

    /**
     * Lossy.
     *
     * @param quality 1 to 100
     */
    static void webp(Pixels pixels, int quality, OutputStream out) throws IOException {
        WebPWriteParam param = new WebPWriteParam(Locale.ROOT);
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(CompressionType.Lossy);
        param.setCompressionQuality(quality / 100f);
        write(
                new WebPImageWriterSpi().createWriterInstance(null),
                new IIOImage(pixels.toImage(), null, null),
                param,
                out);
    }

    /**
     * @param texts by keyword, in order; what Latin-1 cannot express is written as UTF-8 (iTXt)
     */
    static void png(Pixels pixels, Map<String, String> texts, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        IIOImage image = new IIOImage(pixels.toImage(), null, null);
        if (!texts.isEmpty()) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(
                    ImageTypeSpecifier.createFromRenderedImage(image.getRenderedImage()), param);
            metadata.mergeTree(PNG_METADATA, tree(texts));
            image.setMetadata(metadata);
        }
        write(writer, image, param, out);
    }

    private static IIOMetadataNode tree(Map<String, String> texts) {
        IIOMetadataNode plain = new IIOMetadataNode("tEXt");
        IIOMetadataNode international = new IIOMetadataNode("iTXt");
        texts.forEach((keyword, text) -> {
            if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
                IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
                entry.setAttribute("keyword", keyword);
                entry.setAttribute("value", text);
                plain.appendChild(entry);
            } else {
                IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
                entry.setAttribute("keyword", keyword);
                entry.setAttribute("compressionFlag", "FALSE");
                entry.setAttribute("compressionMethod", "0");
                entry.setAttribute("languageTag", "");
                entry.setAttribute("translatedKeyword", "");
                entry.setAttribute("text", text);
                international.appendChild(entry);
            }
        });
        IIOMetadataNode root = new IIOMetadataNode(PNG_METADATA);
        for (IIOMetadataNode kind : new IIOMetadataNode[] {plain, international}) {
            if (kind.hasChildNodes()) {
                root.appendChild(kind);
            }
        }
        return root;
    }

    private static void write(ImageWriter writer, IIOImage image, ImageWriteParam param, OutputStream out)
            throws IOException {
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, image, param);
        } finally {
            writer.dispose();
        }
    }
}

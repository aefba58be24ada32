package io.darkroom.server.sweep;

import io.darkroom.api.node.Shown.SavedFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Saves sheets as {@code sweep_00001_.png}, counting on from what is there; never half of one, never over another. */
final class SheetFile {
    private static final Pattern NAME = Pattern.compile("sweep_([0-9]{1,9})_\\.png");
    /** PNG specification, third edition, 11.3.3.1; of its letters those that every reader knows. */
    private static final Pattern KEYWORD = Pattern.compile("(?=.{1,79}$)[!-~]+( [!-~]+)*");

    private static final String PNG = "javax_imageio_png_1.0";

    private SheetFile() {}

    /** @param texts by keyword, ASCII; those under a keyword that PNG does not allow are left out */
    static SavedFile save(BufferedImage sheet, Map<String, String> texts, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path piece = Files.createTempFile(folder, ".sweep-", ".part");
        try {
            write(sheet, texts, piece);
            Path file = newFile(folder);
            Files.move(piece, file, StandardCopyOption.REPLACE_EXISTING);
            return new SavedFile(file.getFileName().toString(), "", "output");
        } finally {
            Files.deleteIfExists(piece);
        }
    }

    /** An empty file under a name that nobody has. */
    private static Path newFile(Path folder) throws IOException {
        int number = nextNumber(folder);
        while (true) {
            try {
                return Files.createFile(folder.resolve(String.format(Locale.ROOT, "sweep_%05d_.png", number)));
            } catch (FileAlreadyExistsException e) {
                number++; // another sweep was faster
            }
        }
    }

    private static int nextNumber(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return 1
                    + files.map(file -> NAME.matcher(file.getFileName().toString()))
                            .filter(Matcher::matches)
                            .mapToInt(name -> Integer.parseInt(name.group(1)))
                            .max()
                            .orElse(0);
        }
    }

    private static void write(BufferedImage sheet, Map<String, String> texts, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            if (out == null) {
                throw new IOException("The file \"" + file + "\" cannot be written.");
            }
            IIOMetadata metadata = writer.getDefaultImageMetadata(
                    ImageTypeSpecifier.createFromRenderedImage(sheet), writer.getDefaultWriteParam());
            metadata.mergeTree(PNG, textChunks(texts));
            writer.setOutput(out);
            writer.write(new IIOImage(sheet, null, metadata));
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode textChunks(Map<String, String> texts) {
        IIOMetadataNode chunks = new IIOMetadataNode("tEXt");
        texts.forEach((keyword, text) -> {
            if (!KEYWORD.matcher(keyword).matches()) {
                return;
            }
            IIOMetadataNode chunk = new IIOMetadataNode("tEXtEntry");
            chunk.setAttribute("keyword", keyword);
            chunk.setAttribute("value", text);
            chunks.appendChild(chunk);
        });
        IIOMetadataNode root = new IIOMetadataNode(PNG);
        root.appendChild(chunks);
        return root;
    }
}

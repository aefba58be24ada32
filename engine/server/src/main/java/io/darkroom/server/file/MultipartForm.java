package io.darkroom.server.file;

import io.darkroom.server.http.HttpProblem;
import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;

/** A form with files, which wait on disk, not in memory. Closing it removes them. */
final class MultipartForm implements AutoCloseable {
    private static final String JETTY_CONFIG = "org.eclipse.jetty.multipartConfig";
    private static final int IN_MEMORY = 64 << 10;
    private static final int LONGEST_TEXT = 64 << 10;

    private final Collection<Part> parts;

    private MultipartForm(Collection<Part> parts) {
        this.parts = parts;
    }

    /**
     * @param scratch where files wait; made if it is missing
     * @param maxBytes of the whole form
     * @throws HttpProblem 400 if it is no such form or a damaged one, 413 if it is too large
     */
    static MultipartForm read(Context request, Path scratch, long maxBytes) throws IOException {
        String type = String.valueOf(request.contentType()).toLowerCase(Locale.ROOT);
        if (!type.startsWith("multipart/form-data")) {
            throw HttpProblem.badRequest(
                    "not_a_form",
                    "An upload is a form (multipart/form-data) with the file as \"image\"; this is \""
                            + request.contentType() + "\".",
                    "Content-Type");
        }
        if (request.req().getContentLengthLong() > maxBytes) {
            throw PendingFile.tooLarge(maxBytes);
        }
        Files.createDirectories(scratch);
        request.req()
                .setAttribute(
                        JETTY_CONFIG, new MultipartConfigElement(scratch.toString(), maxBytes, maxBytes, IN_MEMORY));
        try {
            return new MultipartForm(request.req().getParts());
        } catch (ServletException | IOException | IllegalStateException | HttpException.RuntimeException e) {
            throw refusal(e, maxBytes);
        }
    }

    /** The file of this name, if the form has one. */
    Optional<Part> file(String name) {
        return parts.stream()
                .filter(part -> part.getName().equals(name) && part.getSubmittedFileName() != null)
                .findFirst();
    }

    /**
     * The text of this name, if the form has one.
     *
     * @throws HttpProblem 400 if it is longer than any that is needed
     */
    Optional<String> text(String name) throws IOException {
        Optional<Part> found =
                parts.stream().filter(part -> part.getName().equals(name)).findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get().getInputStream()) {
            byte[] text = in.readNBytes(LONGEST_TEXT + 1);
            if (text.length > LONGEST_TEXT) {
                throw HttpProblem.badRequest(
                        "field_too_long", "The field \"" + name + "\" has more than 64 KiB of text.", name);
            }
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.delete();
        }
    }

    private static HttpProblem refusal(Exception wrong, long maxBytes) {
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            boolean large = words.contains("max length") || words.contains("exceed") || words.contains("too large");
            if (large || (cause instanceof HttpException http && http.getCode() == 413)) {
                return PendingFile.tooLarge(maxBytes);
            }
        }
        return HttpProblem.badRequest(
                "damaged_form", "The form cannot be read; it is damaged or was not sent whole. Send it again.", "");
    }
}

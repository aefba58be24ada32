package io.darkroom.server.file;

import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.Client;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A form with files, as browsers send it. */
final class Form {
    private static final String BOUNDARY = "darkroom-boundary-7d1";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Form text(String name, String value) {
        part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Form file(String name, String filename, byte[] content) {
        part("name=\"" + name + "\"; filename=\"" + filename + "\"", content);
        return this;
    }

    private void part(String disposition, byte[] content) {
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return (body.toString(StandardCharsets.ISO_8859_1) + "--" + BOUNDARY + "--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    Answer send(Client client, String path) {
        return send(client, path, BodyPublishers.ofByteArray(bytes()));
    }

    /** With another body than this form's. */
    static Answer send(Client client, String path, BodyPublisher body) {
        return client.with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .send("POST", path, body);
    }
}

package io.darkroom.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request as it goes over the wire.
 *
 * @param last whether the client says that nothing follows, since the length it told is wrong
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FuzzRequest(String method, String target, List<String> headers, byte[] body, boolean last) {
    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (headers.stream()
                .noneMatch(header -> header.startsWith("Content-Length:") || header.startsWith("Transfer-"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        String text = new String(bytes(), StandardCharsets.ISO_8859_1);
        return text.length() < 3000 ? text : text.substring(0, 3000) + " ... (" + text.length() + " bytes)";
    }
}

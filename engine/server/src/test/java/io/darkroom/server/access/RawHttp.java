package io.darkroom.server.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.SocketFactory;

/** Sends requests as they are written, with any Host and Origin, which Java's own client does not let through. */
record RawHttp(SocketFactory sockets, String address, int port) {
    record Answer(int status, List<String> headers, String body) {
        Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .findFirst();
        }
    }

    static RawHttp to(int port) {
        return new RawHttp(SocketFactory.getDefault(), "127.0.0.1", port);
    }

    /** A request without body; the Host is the right one unless a header says otherwise. */
    Answer ask(String request, String... headers) {
        return ask(request, List.of(headers), "");
    }

    Answer ask(String request, List<String> headers, String body) {
        StringBuilder text = new StringBuilder(request).append(" HTTP/1.1\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            text.append("Host: ").append(address).append(':').append(port).append("\r\n");
        }
        if (headers.stream().noneMatch(header -> header.startsWith("Connection:"))) {
            text.append("Connection: close\r\n");
        }
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (!body.isEmpty()) {
            text.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return send(text + "\r\n" + body);
    }

    private Answer send(String text) {
        try (Socket socket = sockets.createSocket(address, port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            String head = head(socket);
            List<String> lines = List.of(head.split("\r\n", -1));
            int status = Integer.parseInt(lines.get(0).split(" ", 3)[1]);
            Answer answer = new Answer(status, lines.subList(1, lines.size()), "");
            if (status == 101) {
                return answer;
            }
            int length = answer.header("Content-Length").map(Integer::valueOf).orElse(Integer.MAX_VALUE);
            String body = new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
            return new Answer(status, answer.headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("The server closed the connection after: " + head);
            }
            head.append((char) next);
        }
        return head.toString().strip();
    }
}

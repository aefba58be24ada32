package io.darkroom.server.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A connection that sends whatever bytes it is given, and is opened anew when the server has closed it. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private Optional<Socket> socket = Optional.empty();
    private Optional<InputStream> in = Optional.empty();

    Wire(int port) {
        this.port = port;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, List<String> headers, byte[] body) {
        Optional<String> header(String name) {
            String start = name + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }

        /** The body, unpacked. */
        String text() throws IOException {
            boolean packed = body.length > 0
                    && header("content-encoding").filter("gzip"::equals).isPresent();
            byte[] plain = packed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
            return new String(plain, StandardCharsets.UTF_8);
        }
    }

    /**
     * Sends a request and reads its answer; empty if the server only closed the connection.
     *
     * @throws SocketTimeoutException if nothing comes
     */
    Optional<Answer> ask(FuzzRequest request) throws IOException {
        try {
            Socket open = open();
            InputStream answers = in.orElseThrow();
            while (answers.available() == 0 && isOver(open, answers)) {
                close();
                open = open();
                answers = in.orElseThrow();
            }
            open.getOutputStream().write(request.bytes());
            if (request.last()) {
                open.shutdownOutput();
            }
            Answer answer = read(answers, request.method().equals("HEAD"));
            boolean closes = answer.header("connection")
                    .filter("close"::equalsIgnoreCase)
                    .isPresent();
            if (closes || request.last() || answer.status == 101) {
                close();
            }
            return Optional.of(answer);
        } catch (SocketTimeoutException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            return Optional.empty();
        }
    }

    /** Sends bytes behind an upgrade and reads until the server closes the connection. */
    void shout(byte[] handshake, byte[] frames) throws IOException {
        close();
        try {
            Socket open = open();
            open.getOutputStream().write(handshake);
            Answer answer = read(in.orElseThrow(), false);
            if (answer.status == 101) {
                open.getOutputStream().write(frames);
                open.shutdownOutput();
                in.orElseThrow().readAllBytes();
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // the server hung up, as it may
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        socket.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        socket = Optional.empty();
    }

    private Socket open() throws IOException {
        if (socket.isEmpty()) {
            Socket opened = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            opened.setTcpNoDelay(true);
            opened.setSoTimeout(PATIENCE_MILLIS);
            socket = Optional.of(opened);
            in = Optional.of(new BufferedInputStream(opened.getInputStream()));
        }
        return socket.get();
    }

    /** Whether the server closed a connection between two requests. */
    private static boolean isOver(Socket socket, InputStream in) throws IOException {
        socket.setSoTimeout(1);
        try {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    private static Answer read(InputStream in, boolean head) throws IOException {
        String first = line(in);
        int status = Integer.parseInt(first.split(" ", 3)[1]);
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        Answer answer = new Answer(status, headers, new byte[0]);
        if (status == 100) {
            return read(in, head);
        }
        if (head || status == 101 || status == 204 || status == 304) {
            return answer;
        }
        if (answer.header("transfer-encoding").isPresent()) {
            return new Answer(status, headers, chunks(in));
        }
        Optional<String> length = answer.header("content-length");
        return new Answer(
                status, headers, length.isPresent() ? exactly(in, Integer.parseInt(length.get())) : in.readAllBytes());
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in), 16);
            all.writeBytes(exactly(in, size));
            line(in);
            if (size == 0) {
                return all.toByteArray();
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}

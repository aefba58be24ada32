package io.darkroom.cli;

import io.darkroom.engine.run.CancelSwitch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code darkroom rehearse}: the main things once, small and silent, in one process. The launcher keeps the classes that the
 * virtual machine loads on the way, so that later starts find them ready (an archive of "class data sharing", JEP 350).
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Runs a workflow and starts a server once, so that classes can be kept for quick starts.")
final class RehearseCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAUSE_MILLIS = 20;

    private final Surroundings surroundings;
    private final HttpClient client = HttpClient.newHttpClient();

    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "A small workflow in API form.")
    private Path workflow = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder for what comes out of it.")
    private Path folder = Path.of("");

    RehearseCommand(Surroundings surroundings) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        this.surroundings = new Surroundings(
                surroundings.workingDirectory(), surroundings.home(), nowhere, nowhere, false, surroundings.clock());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String out = surroundings.resolve(folder).toString();
        int code = CommandLines.run(
                surroundings,
                new CancelSwitch(),
                "run",
                workflow.toString(),
                "--output-directory",
                out,
                "--temp-directory",
                out,
                "--user-directory",
                out);
        return code == ExitCode.DONE ? serve(out) : code;
    }

    private int serve(String out) throws IOException, InterruptedException {
        int port = freePort();
        CancelSwitch stop = new CancelSwitch();
        CompletableFuture<Integer> server = CompletableFuture.supplyAsync(() -> CommandLines.run(
                surroundings,
                stop,
                "serve",
                "--port",
                String.valueOf(port),
                "--output-directory",
                out,
                "--temp-directory",
                out,
                "--user-directory",
                out));
        String address = "http://127.0.0.1:" + port;
        try {
            awaitAnswer(address + "/object_info", server);
            ask(address);
        } finally {
            stop.cancel();
        }
        server.join();
        return ExitCode.DONE;
    }

    /** What an editor asks for when it starts, and one prompt. */
    private void ask(String address) throws IOException, InterruptedException {
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create(address.replace("http", "ws") + "/ws?clientId=rehearsal"),
                        new WebSocket.Listener() {})
                .join();
        for (String route : List.of("/", "/system_stats", "/queue", "/history", "/settings", "/users", "/extensions")) {
            client.send(get(address + route), HttpResponse.BodyHandlers.ofByteArray());
        }
        HttpResponse<byte[]> picture = client.send(
                HttpRequest.newBuilder(URI.create(address + "/run"))
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofFile(surroundings.resolve(workflow)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (picture.statusCode() != 200) {
            throw new IOException("The server's answer to " + workflow + " is " + picture.statusCode() + ": "
                    + new String(picture.body(), StandardCharsets.UTF_8));
        }
        socket.abort();
    }

    private void awaitAnswer(String address, CompletableFuture<Integer> server)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!server.isDone() && Instant.now().isBefore(end)) {
            try {
                client.send(get(address), HttpResponse.BodyHandlers.ofByteArray());
                return;
            } catch (ConnectException e) {
                Thread.sleep(PAUSE_MILLIS); // it does not listen yet
            }
        }
        throw new IOException("The server did not answer at " + address + ".");
    }

    private static HttpRequest get(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package io.darkroom.server.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A little program that is told of prompts, and behaves as a test wants it. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = call -> 204;

    /** What it was sent. */
    record Call(String path, Map<String, String> headers, String body) {
        JsonPart json() {
            return JsonPart.root("message", JsonReader.read("message", body, JsonLimits.standard()));
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What it does with a call. */
    interface Behaviour {
        /** The status to answer; a negative one hangs up without an answer. */
        int answer(Call call) throws InterruptedException;
    }

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() {
        return start(0);
    }

    static Receiver start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            Receiver receiver = new Receiver(server);
            server.setExecutor(receiver.threads);
            server.createContext("/", receiver::handle);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Receiver behaving(Behaviour changed) {
        behaviour = changed;
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?for=tests";
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            Call call = new Call(
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(call);
            int status = behaviour.answer(call);
            if (status < 0) {
                throw new IOException("This receiver hangs up.");
            }
            if (status == 429 || status == 503) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

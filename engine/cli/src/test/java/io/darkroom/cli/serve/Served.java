package io.darkroom.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.cli.Cli;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.json.JsonReader;
import io.darkroom.format.json.JsonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code darkroom serve} as a user starts it, on a free port; closing it is Ctrl-C. */
final class Served implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("To see the GUI go to: (\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Cli cli;
    private final StringWriter said = new StringWriter();
    private final FutureTask<Integer> end;
    private final HttpClient http = HttpClient.newHttpClient();

    private Served(Path home, String... flags) {
        cli = new Cli(home);
        String[] arguments = Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(flags))
                .toArray(String[]::new);
        end = new FutureTask<>(() -> cli.run(new PrintWriter(new StringWriter()), new PrintWriter(said), arguments));
        new Thread(end, "darkroom serve").start();
    }

    static Served start(Path home, String... flags) {
        Served served = new Served(home, flags);
        await().atMost(PATIENCE)
                .until(() -> served.end.isDone() || served.address().find());
        return served;
    }

    private Matcher address() {
        return ADDRESS.matcher(said.toString());
    }

    /** Posts a prompt and waits until it is over; gives the nodes whose results were known. */
    List<String> cached(Map<String, ?> prompt) {
        JsonPart answer = ask("POST", "/prompt", JsonText.of(Map.of("prompt", prompt)));
        String id = answer.get("prompt_id").text().orElseThrow();
        await().atMost(PATIENCE)
                .until(() -> !history(id).get("status").get("messages").items().isEmpty());
        JsonPart status = history(id).get("status");
        assertThat(status.get("status_str").value())
                .as(String.valueOf(status.get("messages").value()))
                .isEqualTo("success");
        return status.get("messages").items().stream()
                .filter(message -> message.items().get(0).text().orElseThrow().equals("execution_cached"))
                .flatMap(message -> message.items().get(1).get("nodes").items().stream())
                .map(node -> node.text().orElseThrow())
                .toList();
    }

    private JsonPart history(String id) {
        return ask("GET", "/history/" + id, "").get(id);
    }

    JsonPart ask(String method, String path, String body) {
        Matcher address = address();
        assertThat(address.find()).as(said.toString()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.group(1) + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            String text = answer.body().isEmpty() ? "{}" : answer.body();
            return JsonPart.root(path, JsonReader.read(path, text, JsonLimits.standard()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted.", e);
        }
    }

    @Override
    public void close() {
        cli.stop();
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

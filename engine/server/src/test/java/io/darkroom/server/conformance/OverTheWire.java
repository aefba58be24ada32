package io.darkroom.server.conformance;

import io.darkroom.server.fixture.TestServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One server for a class of tests; each test has a client of its own id and finds no results of those before. */
abstract class OverTheWire {
    @TempDir
    static Path base = Path.of("");

    private static @Nullable TestServer server;
    private static int clients;

    PromptClient client = new PromptClient(server().client(), "conformance-" + clients++);
    Graph graph = new Graph();

    @BeforeAll
    static void start() {
        server = TestServer.start(base);
    }

    @AfterAll
    static void stop() {
        server().close();
        server = null;
    }

    static TestServer server() {
        if (server == null) {
            throw new IllegalStateException("The server runs between the first test and the last.");
        }
        return server;
    }

    @BeforeEach
    void forget() {
        server().parts().engine().clearCache();
    }

    @AfterEach
    void leave() {
        client.close();
    }
}

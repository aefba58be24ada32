package io.darkroom.server.clients;

import io.darkroom.server.ServerOptions;
import io.darkroom.server.ServerOptions.Previews;
import io.darkroom.server.fixture.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A server with the miniature that ships with the project, showing previews. */
final class MiniatureServer {
    static final int WIDTH = 192;
    static final int HEIGHT = 128;

    private static final Path CHECKPOINT = Path.of("../../models/checkpoints/miniature.safetensors");

    private MiniatureServer() {}

    static TestServer start(Path base) {
        return start(base, options -> options);
    }

    /** @param base an empty base directory */
    static TestServer start(Path base, UnaryOperator<ServerOptions> change) {
        try {
            Path checkpoints = Files.createDirectories(base.resolve("models/checkpoints"));
            Files.copy(CHECKPOINT, checkpoints.resolve(CHECKPOINT.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestServer.Setup setup = TestServer.Setup.standard()
                .withOptions(options -> options.withPreviews(new Previews(Previews.Method.AUTO, 512)))
                .withOptions(change);
        return TestServer.start(base, setup);
    }
}

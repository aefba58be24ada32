package io.darkroom.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests one {@link Program} over {@link MiniModels}, made once for all of them: networks load once. */
public final class MiniProgram implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Program.class;
    }

    @Override
    public Program resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(MiniProgram.class))
                .getOrComputeIfAbsent(Shared.class, key -> Shared.make(), Shared.class)
                .program;
    }

    private record Shared(Path base, Program program) implements AutoCloseable {
        static Shared make() {
            try {
                Path base = Files.createTempDirectory("darkroom-mini");
                MiniModels.fill(base);
                return new Shared(base, new Program(base));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            program.close();
            try (Stream<Path> files = Files.walk(base)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
    }
}

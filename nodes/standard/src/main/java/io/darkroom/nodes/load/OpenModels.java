package io.darkroom.nodes.load;

import io.darkroom.nodes.file.FileIdentity;
import io.darkroom.onnx.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The model files that nodes have opened: each once, shared by all who load it, and open until this closes, since networks
 * read their weights when they are first used. Only tables of tensors are held in memory. Safe for concurrent use.
 */
public final class OpenModels implements AutoCloseable {
    /** Endings of the files beside a model that say how it sees noise. */
    private static final List<String> SIDECARS = List.of(".yaml", ".json");

    private final Map<List<FileIdentity>, Checkpoint> open = new ConcurrentHashMap<>();

    /** A checkpoint, VAE or folder of either, as it is now on disk. */
    Checkpoint checkpoint(Path path) {
        return share(path, Checkpoint::open);
    }

    /** The two halves of a TAESD. */
    Checkpoint taesd(Path encoder, Path decoder) {
        return share(decoder, half -> Checkpoint.openTaesd(encoder, half));
    }

    private Checkpoint share(Path path, Function<Path, Checkpoint> opening) {
        try {
            return open.computeIfAbsent(identity(path), identity -> opening.apply(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What tells two states of a model apart: its file or folder, and the files beside it. */
    static List<FileIdentity> identity(Path path) throws IOException {
        List<FileIdentity> identity = new ArrayList<>(List.of(FileIdentity.of(path)));
        String name = path.getFileName().toString();
        String base = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        for (String ending : SIDECARS) {
            Path sidecar = path.resolveSibling(base + ending);
            if (Files.isRegularFile(sidecar)) {
                identity.add(FileIdentity.of(sidecar));
            }
        }
        return identity;
    }

    @Override
    public void close() {
        open.values().forEach(Checkpoint::close);
        open.clear();
    }
}

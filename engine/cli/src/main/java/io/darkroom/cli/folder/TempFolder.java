package io.darkroom.cli.folder;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of previews: empty when a run starts and when it ends, as in ComfyUI. */
public final class TempFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TempFolder.class);

    private final Path folder;

    private TempFolder(Path folder) {
        this.folder = folder;
    }

    public static TempFolder open(Path folder) {
        TempFolder opened = new TempFolder(folder);
        opened.empty();
        return opened;
    }

    @Override
    public void close() {
        empty();
    }

    private void empty() {
        try {
            Emptying.empty(folder);
        } catch (IOException e) {
            // What cannot be deleted hurts nobody; the run itself does not depend on it.
            LOG.warn("The folder of previews {} cannot be emptied: {}", folder, e.toString());
        }
    }
}

package io.darkroom.cli.serve;

import io.darkroom.cli.UserException;
import io.darkroom.server.ServerOptions.Previews;
import picocli.CommandLine.Option;

/** The flags about pictures of the work so far. */
final class PreviewOptions {
    @Option(
            names = "--preview-method",
            defaultValue = "none",
            paramLabel = "METHOD",
            description = "Show the picture while it is sampled: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Previews.Method method = Previews.Method.NONE;

    @Option(
            names = "--preview-size",
            defaultValue = "512",
            paramLabel = "PIXELS",
            description = "The longer side of a preview. Default: ${DEFAULT-VALUE}.")
    private int size;

    Previews previews() {
        if (size < 16 || size > 4096) {
            throw new UserException("--preview-size is " + size + "; it must be between 16 and 4096 pixels.");
        }
        return new Previews(method, size);
    }
}

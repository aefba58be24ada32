package io.darkroom.cli.serve;

import io.darkroom.cli.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The user's browser. */
final class Browser {
    private Browser() {}

    /** Opens a page; where that is not possible, says so and goes on. */
    static void open(URI page, Surroundings surroundings) {
        try {
            new ProcessBuilder(command(page))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            surroundings.err().println("darkroom: no browser could be opened (" + e.getMessage() + "); open " + page);
        }
    }

    private static List<String> command(URI page) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
        }
        return List.of(system.startsWith("mac") ? "open" : "xdg-open", page.toString());
    }
}

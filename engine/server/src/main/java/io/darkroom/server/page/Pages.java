package io.darkroom.server.page;

import io.javalin.http.Context;
import java.io.IOException;

/** The files of a front end. Safe for concurrent use. */
interface Pages {
    /**
     * Answers with a file.
     *
     * @param path relative, with {@code /}
     * @return whether there is such a file; if not, nothing has been answered
     */
    boolean answer(Context request, String path) throws IOException;
}

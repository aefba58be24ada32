package io.darkroom.server.page;

import io.darkroom.server.file.ContentTypes;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Our own front end, if it was built into the program: resources below {@code /web-ui/}. */
final class BundledPages implements Pages {
    private static final Pattern PLAIN_PART = Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9_.@-]*");

    private final String folder;

    /**
     * @param folder of the class path, with {@code /} before and after
     */
    BundledPages(String folder) {
        this.folder = folder;
    }

    /** Whether there is a front end at all. */
    boolean exist() {
        return BundledPages.class.getResource(folder + "index.html") != null;
    }

    @Override
    public boolean answer(Context request, String path) throws IOException {
        URL resource = isPlain(path) ? BundledPages.class.getResource(folder + path) : null;
        if (resource == null) {
            return false;
        }
        try (InputStream in = resource.openStream()) {
            request.contentType(ContentTypes.of(path)).result(in.readAllBytes());
        }
        return true;
    }

    /** No part is empty or starts with a dot, and the last is a file's: folders would be answered as lists of names. */
    private static boolean isPlain(String path) {
        String[] parts = path.split("/", -1);
        return Arrays.stream(parts).allMatch(part -> PLAIN_PART.matcher(part).matches())
                && parts[parts.length - 1].contains(".");
    }
}

package io.darkroom.server.access;

/**
 * What browsers may do with what we answer (Content-Security-Policy). Our own pages load from here only. A front end of others
 * ({@code --front-end-root}) compiles code and calls other servers, so that it can only be kept out of strangers' frames. Files of
 * users run nothing, whatever they are.
 */
enum PagePolicy {
    OWN_PAGES("default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:;"
            + " style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; object-src 'none'; base-uri 'self';"
            + " form-action 'self'; frame-ancestors 'self'"),
    FOREIGN_PAGES("object-src 'none'; base-uri 'self'; frame-ancestors 'self'"),
    USER_FILES("default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox;"
            + " frame-ancestors 'self'");

    private final String header;

    PagePolicy(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }

    /** The policy for what lies at a path. */
    static PagePolicy of(String path, PagePolicy pages) {
        String plain = path.startsWith("/api/") ? path.substring("/api".length()) : path;
        boolean files = plain.equals("/view") || plain.startsWith("/userdata/") || plain.startsWith("/experiment/");
        return files ? USER_FILES : pages;
    }
}

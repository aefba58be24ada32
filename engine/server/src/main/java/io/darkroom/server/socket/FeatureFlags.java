package io.darkroom.server.socket;

import io.darkroom.server.ServerOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this server can do, as clients ask for it at {@code /features} and over the web socket. */
public final class FeatureFlags {
    /** A client that says so is sent previews of type 4 instead of 1. */
    static final String PREVIEW_METADATA = "supports_preview_metadata";

    /** Ours: a client that says so is sent the number of each event. */
    static final String SEQUENCE_NUMBERS = "supports_sequence_numbers";

    private FeatureFlags() {}

    public static Map<String, Object> of(ServerOptions options) {
        Map<String, Object> flags = new LinkedHashMap<>();
        flags.put(PREVIEW_METADATA, true);
        flags.put("max_upload_size", options.listening().maxUploadBytes());
        flags.put(SEQUENCE_NUMBERS, true);
        return flags;
    }
}

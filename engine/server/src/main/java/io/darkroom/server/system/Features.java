package io.darkroom.server.system;

import io.darkroom.server.ServerOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the server tells clients it can do (comfyui-contract.md, 8.2). */
public final class Features {
    private Features() {}

    public static Map<String, Object> of(ServerOptions options) {
        Map<String, Object> features = new LinkedHashMap<>();
        features.put("supports_preview_metadata", true);
        features.put("max_upload_size", options.listening().maxUploadBytes());
        return features;
    }
}

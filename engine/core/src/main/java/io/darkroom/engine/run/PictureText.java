package io.darkroom.engine.run;

import io.darkroom.api.node.Context;
import java.util.List;
import java.util.Map;

/** Writes the text that belongs into a picture. */
@FunctionalInterface
public interface PictureText {
    /** Pictures without text. */
    PictureText NONE = (nodeId, notes) -> Map.of();

    /**
     * @param nodeId the node that saves the picture
     * @param notes what it and the nodes it depends on noted, sources first
     */
    Map<String, String> of(String nodeId, List<Context.Note> notes);
}

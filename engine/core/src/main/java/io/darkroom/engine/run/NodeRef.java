package io.darkroom.engine.run;

import java.util.Optional;

/**
 * Names a node of a run to clients.
 *
 * @param id its id in the running graph
 * @param displayId the node of the workflow that a client shows it as
 * @param parentId the node whose expansion added it
 * @param realId the node of the submitted workflow that it stems from
 * @param type its node type's id
 * @param title what the user called it, else its type's name
 */
public record NodeRef(
        String id, String displayId, Optional<String> parentId, String realId, String type, String title) {
    /** Names the node to the user, as in {@code Node 7 "KSampler"}. */
    public String sentenceStart() {
        return "Node " + displayId + " \"" + title + "\"";
    }
}

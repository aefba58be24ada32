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
 * @param title what the user called the node it is shown as, else the name of that node's type
 */
public record NodeRef(
        String id, String displayId, Optional<String> parentId, String realId, String type, String title) {
    /** Names the node to the user: {@code Node 7 "KSampler"}, and where in it, if it was expanded. */
    public String sentenceStart() {
        return "Node " + displayId + " \"" + title + "\""
                + (id.equals(displayId) ? "" : " (at " + id + ", a " + type + ")");
    }
}

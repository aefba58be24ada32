package io.darkroom.server.prompt;

import io.darkroom.format.json.JsonPart;

/**
 * What a client posted.
 *
 * @param envelope the members beside the workflow, such as {@code client_id}
 */
public record Posted(JsonPart envelope, Form form) {
    /** How the workflow came. */
    sealed interface Form {
        /** Not at all. */
        record Nothing() implements Form {}

        /** As an API prompt, its texts drawn by the client. */
        record Prompt(JsonPart json) implements Form {}

        /** As an editor's file, or an API prompt that is a file of its own. */
        record Json(JsonPart json) implements Form {}

        /** As a file that is no JSON: a picture. */
        final class File implements Form {
            private final String name;
            private final byte[] content;

            File(String name, byte[] content) {
                this.name = name;
                this.content = content;
            }

            String name() {
                return name;
            }

            /** Not to be changed. */
            byte[] content() {
                return content;
            }
        }

        /** As the name of a file that lies on the server. */
        record Stored(String name) implements Form {}
    }
}

package io.darkroom.server.file;

import io.darkroom.queue.Outputs;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import java.util.Optional;

/** Whose pictures are whose: the one place that says so. Safe for concurrent use. */
public final class Ownership {
    /** Without tokens, all is one person's. */
    private static final String EVERYBODY = "default";

    private final Outputs outputs;

    public Ownership(Outputs outputs) {
        this.outputs = outputs;
    }

    /**
     * Whether someone may read a file. Results belong to who had them made; inputs are everybody's.
     *
     * @param subfolder with {@code /}; may be empty
     */
    public boolean mayRead(Principal who, Area area, String subfolder, String filename) {
        return restriction(who).isEmpty()
                || area == Area.INPUT
                || outputs.find(area.word(), subfolder, filename)
                        .map(picture -> picture.owner().equals(who.owner()))
                        .orElse(false);
    }

    /**
     * Refuses to write results for those who may only see their own: they could overwrite another's.
     *
     * @throws HttpProblem 403
     */
    public void requireWrite(Principal who, Area area) {
        if (restriction(who).isPresent() && area != Area.INPUT) {
            throw HttpProblem.forbidden(
                    "Your token lets you upload to \"input\" only, not to \"" + area.word() + "\".");
        }
    }

    /** The owner to whom what is shown must belong; empty for those who see everything. */
    public static Optional<String> restriction(Principal who) {
        return who.onlyOwner().filter(owner -> !owner.equals(EVERYBODY));
    }
}

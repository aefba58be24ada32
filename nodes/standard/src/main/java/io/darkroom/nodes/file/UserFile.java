package io.darkroom.nodes.file;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Context;
import java.nio.file.Path;

/** A file that a workflow names. */
public final class UserFile {
    private UserFile() {}

    /**
     * Finds the file for a run: the result then depends on it, and the user hears if its name was not quite right.
     *
     * @param type its folder's type, such as {@code checkpoints}
     * @throws io.darkroom.api.node.NodeException if there is none, with the nearest names
     */
    public static Path find(Folders folders, String type, String name, Context context) {
        Folders.Found found = folders.find(type, name);
        found.remark().ifPresent(context::warn);
        context.uses(type, found.path());
        return found.path();
    }
}

package io.darkroom.engine.catalogue;

import io.darkroom.api.extension.Extensions;
import io.darkroom.api.extension.Folders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The lists that a combo may be filled from: samplers, schedulers, files, and what packs contribute. */
final class ChoiceLists {
    private static final String FILES = "files:";

    private final Folders folders;
    private final Map<String, Supplier<List<String>>> named = new TreeMap<>();

    ChoiceLists(Folders folders, Extensions extensions) {
        this.folders = folders;
        named.put("samplers", extensions::samplerNames);
        named.put("schedulers", extensions::schedulerNames);
    }

    void add(String name, Supplier<List<String>> choices, String source) {
        if (name.startsWith(FILES) || named.putIfAbsent(name, choices) != null) {
            throw new CatalogueException("The choices \"" + name + "\" of " + source
                    + " exist already; give them a name that starts with the pack's own.");
        }
    }

    /** The list of this name, asked anew each time. */
    Supplier<List<String>> list(String from) {
        Optional<String> folder = folder(from);
        if (folder.isPresent()) {
            String type = folder.get();
            return () -> folders.list(type);
        }
        Supplier<List<String>> choices = named.get(from);
        if (choices == null) {
            throw new CatalogueException("There are no choices \"" + from + "\"; there are "
                    + String.join(", ", named.keySet()) + " and " + FILES + "TYPE.");
        }
        return choices;
    }

    /** The folder type whose files a list holds, if it holds files. */
    static Optional<String> folder(String from) {
        return from.startsWith(FILES) ? Optional.of(from.substring(FILES.length())) : Optional.empty();
    }
}

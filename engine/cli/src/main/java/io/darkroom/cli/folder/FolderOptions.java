package io.darkroom.cli.folder;

import io.darkroom.cli.Surroundings;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where the user's files lie, as ComfyUI names them. */
public final class FolderOptions {
    private static final String CONFIG = "extra_model_paths.yaml";

    @Option(
            names = "--base-directory",
            paramLabel = "DIR",
            description = "Holds models, input, output, temp and user. Default: the folder of the darkroom script.")
    private @Nullable Path base;

    @Option(names = "--input-directory", paramLabel = "DIR", description = "Where pictures are loaded from.")
    private @Nullable Path input;

    @Option(names = "--output-directory", paramLabel = "DIR", description = "Where pictures are saved.")
    private @Nullable Path output;

    @Option(names = "--temp-directory", paramLabel = "DIR", description = "Previews go to its folder temp.")
    private @Nullable Path temp;

    @Option(names = "--user-directory", paramLabel = "DIR", description = "Where settings and caches are kept.")
    private @Nullable Path user;

    @Option(
            names = "--extra-model-paths-config",
            paramLabel = "FILE",
            description = "More model folders, as in ComfyUI; may be given several times. " + "The base directory's "
                    + CONFIG + " is always read.")
    private List<Path> configs = new ArrayList<>();

    /** The folders, with those of the model path files. */
    public UserFolders folders(Surroundings surroundings) {
        return folders(directories(surroundings), surroundings);
    }

    /** The same, but what is saved goes into another folder. */
    public UserFolders foldersWritingTo(Path scratch, Surroundings surroundings) {
        Directories directories =
                directories(surroundings).withOutput(scratch.resolve("output")).withTemp(scratch.resolve("temp"));
        return folders(directories, surroundings);
    }

    private UserFolders folders(Directories directories, Surroundings surroundings) {
        List<Path> files = new ArrayList<>();
        if (Files.exists(directories.base().resolve(CONFIG))) {
            files.add(directories.base().resolve(CONFIG));
        }
        configs.forEach(config -> files.add(surroundings.resolve(config)));
        Map<String, List<Path>> first = new LinkedHashMap<>();
        Map<String, List<Path>> further = new LinkedHashMap<>();
        for (Path file : files) {
            for (ModelPaths.Entry entry : ModelPaths.read(file, System::getenv)) {
                (entry.first() ? first : further)
                        .computeIfAbsent(entry.type(), type -> new ArrayList<>())
                        .add(entry.folder());
            }
        }
        return new UserFolders(directories, first, further);
    }

    private Directories directories(Surroundings surroundings) {
        Directories directories = Directories.under(base == null ? surroundings.home() : surroundings.resolve(base));
        if (input != null) {
            directories = directories.withInput(surroundings.resolve(input));
        }
        if (output != null) {
            directories = directories.withOutput(surroundings.resolve(output));
        }
        if (temp != null) {
            directories = directories.withTemp(surroundings.resolve(temp).resolve("temp"));
        }
        if (user != null) {
            directories = directories.withUser(surroundings.resolve(user));
        }
        return directories;
    }
}

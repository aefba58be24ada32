package io.darkroom.engine.files;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.NodeException;
import io.darkroom.engine.names.Nearest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders of ComfyUI's layout on this machine. Beside the model types, {@code input}, {@code output} and {@code temp}
 * are types too: the pictures that lie directly in them. Asks the disk each time; safe for concurrent use.
 */
public final class UserFolders implements Folders {
    private static final Set<String> SAVED_MODELS =
            Set.of("checkpoints", "text_encoders", "vae", "diffusion_models", "loras");
    /** In ComfyUI's order, which lists of types keep. */
    private static final List<String> MODEL_TYPES = List.of(
            "checkpoints",
            "configs",
            "loras",
            "vae",
            "text_encoders",
            "diffusion_models",
            "clip_vision",
            "style_models",
            "embeddings",
            "diffusers",
            "vae_approx",
            "controlnet",
            "gligen",
            "upscale_models",
            "custom_nodes",
            "hypernetworks",
            "photomaker",
            "classifiers",
            "model_patches",
            "audio_encoders");

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern ANNOTATED = Pattern.compile("(.*) \\[(input|output|temp)]");

    private final Directories directories;
    private final Map<String, List<Path>> preferred;
    private final Map<String, List<Path>> further;

    public UserFolders(Directories directories) {
        this(directories, Map.of(), Map.of());
    }

    /**
     * @param preferred folders by type that are searched before the usual ones, and where new files go
     * @param further folders by type that are searched after the usual ones
     */
    public UserFolders(Directories directories, Map<String, List<Path>> preferred, Map<String, List<Path>> further) {
        this.directories = directories;
        this.preferred = Map.copyOf(preferred);
        this.further = Map.copyOf(further);
    }

    /** The model types there are: those of ComfyUI, then those that only the user's own folders have. */
    public List<String> modelTypes() {
        Set<String> types = new LinkedHashSet<>(MODEL_TYPES);
        Stream.of(preferred, further)
                .flatMap(own -> own.keySet().stream())
                .map(UserFolders::canonical)
                .filter(type -> !isPictures(type))
                .sorted()
                .forEach(types::add);
        return List.copyOf(types);
    }

    /** The folder that holds all others unless they were put elsewhere. */
    public Path base() {
        return directories.base();
    }

    @Override
    public List<String> list(String type) {
        return isPictures(type)
                ? FolderListing.in(folders(type).get(0), FileKind.Shape.PICTURE)
                : FolderListing.below(
                        folders(type), FileKind.of(canonical(type)).shape());
    }

    @Override
    public Found find(String type, String name) {
        Matcher annotated = ANNOTATED.matcher(name);
        if (isPictures(type) && annotated.matches()) {
            Found found = find(annotated.group(2), annotated.group(1));
            return new Found(found.path(), found.name() + " [" + annotated.group(2) + "]", found.remark());
        }
        Optional<Path> exact = at(type, name);
        if (exact.isPresent()) {
            return new Found(exact.get(), name, Optional.empty());
        }
        String listed = meant(type, name);
        Path path = at(type, listed).orElseThrow(() -> missing(type, name));
        return new Found(path, listed, Optional.of("\"" + name + "\" was found as \"" + listed + "\"."));
    }

    @Override
    public List<Path> folders(String type) {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("\"" + type + "\" is no folder type; a type is a plain name.");
        }
        if (isPictures(type)) {
            return List.of(
                    switch (type) {
                        case "input" -> input();
                        case "output" -> output();
                        default -> temp();
                    });
        }
        String canonical = canonical(type);
        Set<Path> folders = new LinkedHashSet<>(extra(preferred, canonical));
        for (String folder : FileKind.of(canonical).folders()) {
            folders.add(directories.models().resolve(folder));
        }
        folders.addAll(extra(further, canonical));
        if (SAVED_MODELS.contains(canonical)) {
            folders.add(output().resolve(canonical.equals("text_encoders") ? "clip" : canonical));
        }
        return List.copyOf(folders);
    }

    @Override
    public Path input() {
        return directories.input();
    }

    @Override
    public Path output() {
        return directories.output();
    }

    @Override
    public Path temp() {
        return directories.temp();
    }

    @Override
    public Path user() {
        return directories.user();
    }

    private static boolean isPictures(String type) {
        return type.equals("input") || type.equals("output") || type.equals("temp");
    }

    private static String canonical(String type) {
        return switch (type) {
            case "clip" -> "text_encoders";
            case "unet" -> "diffusion_models";
            default -> type;
        };
    }

    private static List<Path> extra(Map<String, List<Path>> folders, String canonical) {
        List<Path> found = new ArrayList<>();
        folders.forEach((type, paths) -> {
            if (canonical(type).equals(canonical)) {
                paths.forEach(path -> found.add(path.toAbsolutePath().normalize()));
            }
        });
        return found;
    }

    /** The entry of exactly this name. A name never leaves its folder; a link inside may. */
    private Optional<Path> at(String type, String name) {
        FileKind.Shape shape = isPictures(type)
                ? FileKind.Shape.ANY_FILE
                : FileKind.of(canonical(type)).shape();
        for (Path folder : folders(type)) {
            try {
                Path path = folder.resolve(name).normalize();
                if (!name.isBlank() && !path.equals(folder) && path.startsWith(folder) && shape.accepts(path)) {
                    return Optional.of(path);
                }
            } catch (InvalidPathException e) {
                return Optional.empty(); // a name this system cannot hold names no file
            }
        }
        return Optional.empty();
    }

    /** The one listed name that differs least: separator, then case, then the folder before the base name. */
    private String meant(String type, String name) {
        List<String> names = list(type);
        String asked = name.replace('\\', '/');
        List<BiPredicate<String, String>> readings = List.of(
                String::equals,
                String::equalsIgnoreCase,
                (a, b) -> baseName(a).equals(baseName(b)),
                (a, b) -> baseName(a).equalsIgnoreCase(baseName(b)));
        for (BiPredicate<String, String> same : readings) {
            List<String> found =
                    names.stream().filter(listed -> same.test(listed, asked)).toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            if (found.size() > 1) {
                throw new NodeException("\"" + name + "\" could be any of these " + type + ": "
                        + String.join(", ", found) + ". Use the full name.");
            }
        }
        throw missing(type, name);
    }

    private NodeException missing(String type, String name) {
        Path folder = folders(type).get(0);
        return new NodeException("There is no file \"" + name + "\" among the " + type + "."
                + Nearest.question(name, list(type))
                + (Files.isDirectory(folder)
                        ? " Put it into " + folder + "."
                        : " Create " + folder + " and put it there."));
    }

    private static String baseName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}

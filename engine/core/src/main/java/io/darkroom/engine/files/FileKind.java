package io.darkroom.engine.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What counts as an entry of a folder type.
 *
 * @param folders its default folders below {@code models}
 * @param shape which entries are listed
 */
record FileKind(List<String> folders, Shape shape) {
    private static final Set<String> WEIGHTS =
            Set.of(".ckpt", ".pt", ".pt2", ".bin", ".pth", ".safetensors", ".pkl", ".sft");
    private static final Set<String> PICTURES =
            Set.of(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff");

    /** The kinds of ComfyUI, by its names; a type it does not know takes every file of its own folder. */
    static FileKind of(String type) {
        return switch (type) {
            case "text_encoders" -> new FileKind(List.of("text_encoders", "clip"), Shape.WEIGHT_FILE);
            case "diffusion_models" -> new FileKind(List.of("unet", "diffusion_models"), Shape.WEIGHT_FILE);
            case "controlnet" -> new FileKind(List.of("controlnet", "t2i_adapter"), Shape.WEIGHT_FILE);
            case "checkpoints",
                    "loras",
                    "vae",
                    "clip_vision",
                    "style_models",
                    "embeddings",
                    "vae_approx",
                    "gligen",
                    "upscale_models",
                    "hypernetworks",
                    "photomaker",
                    "model_patches",
                    "audio_encoders" -> new FileKind(List.of(type), Shape.WEIGHT_FILE);
            case "configs" -> new FileKind(List.of(type), Shape.YAML_FILE);
            case "diffusers" -> new FileKind(List.of(type), Shape.PIPELINE_FOLDER);
            case "classifiers" -> new FileKind(List.of(type), Shape.BARE_FILE);
            default -> new FileKind(List.of(type), Shape.ANY_FILE);
        };
    }

    /** What an entry looks like. */
    enum Shape {
        WEIGHT_FILE,
        YAML_FILE,
        /** A file whose name has no extension. */
        BARE_FILE,
        ANY_FILE,
        PICTURE,
        /** A folder with a diffusers pipeline in it. */
        PIPELINE_FOLDER;

        boolean accepts(Path path) {
            Path fileName = path.getFileName();
            if (fileName == null) {
                return false;
            }
            String name = fileName.toString().toLowerCase(Locale.ROOT);
            String extension = name.lastIndexOf('.') < 0 ? "" : name.substring(name.lastIndexOf('.'));
            return switch (this) {
                case WEIGHT_FILE -> WEIGHTS.contains(extension) && Files.isRegularFile(path);
                case YAML_FILE -> extension.equals(".yaml") && Files.isRegularFile(path);
                case BARE_FILE -> extension.isEmpty() && Files.isRegularFile(path);
                case ANY_FILE -> Files.isRegularFile(path);
                case PICTURE -> PICTURES.contains(extension) && Files.isRegularFile(path);
                case PIPELINE_FOLDER -> Files.isRegularFile(path.resolve("model_index.json"));
            };
        }
    }
}

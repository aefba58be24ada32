package io.darkroom.onnx.checkpoint;

/** What a file of tensors is, told from its names and shapes. */
public enum FileKind {
    CHECKPOINT("a Stable Diffusion 1.x or 2.x model", ""),
    VAE("a VAE", ""),
    TAESD("a tiny VAE (TAESD)", ""),
    TEXT_ENCODER("a CLIP text encoder", ""),
    LORA("a LoRA", "Put it into models/loras and load it with the node LoraLoader."),
    EMBEDDING(
            "a textual inversion",
            "Put it into models/embeddings and write \"embedding:\" and its name into a prompt."),
    UPSCALER("an upscaler", "Put it into models/upscale_models and load it with the node UpscaleModelLoader."),
    CONTROLNET("a ControlNet", "ControlNets are not supported."),
    ADAPTER("a T2I or IP adapter", "Adapters are not supported."),
    SDXL("a Stable Diffusion XL model", Advice.OTHER_MODEL),
    SDXL_REFINER("a Stable Diffusion XL refiner", Advice.OTHER_MODEL),
    SD3("a Stable Diffusion 3 model", Advice.OTHER_MODEL),
    FLUX("a Flux model", Advice.OTHER_MODEL),
    VIDEO("a Stable Video Diffusion model", Advice.OTHER_MODEL),
    CASCADE("a Stable Cascade model", Advice.OTHER_MODEL),
    TRANSFORMER("a diffusion transformer, not a Stable Diffusion UNet", Advice.OTHER_MODEL),
    DEPTH("the depth-guided Stable Diffusion 2 model", Advice.OTHER_MODEL),
    PIX2PIX("an InstructPix2Pix model", Advice.OTHER_MODEL),
    X4_UPSCALER("the Stable Diffusion x4 upscaler, a diffusion model", Advice.OTHER_MODEL),
    UNCLIP("a Stable unCLIP model", Advice.OTHER_MODEL),
    OTHER_VAE(
            "a VAE of another model family", "Use a VAE with 4 latent channels, made for Stable Diffusion 1.x or 2.x."),
    UNKNOWN(
            "of an unknown kind",
            "Use a Stable Diffusion 1.x or 2.x model; \"darkroom inspect\" lists what the file holds.");

    private final String title;
    private final String advice;

    FileKind(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** What it is, to be put after "this file is". */
    public String title() {
        return title;
    }

    /** What to do with it instead of loading it as a checkpoint; empty for what can be loaded. */
    public String advice() {
        return advice;
    }

    /** Whether {@link Checkpoint#open} takes it. */
    public boolean loadable() {
        return advice.isEmpty();
    }

    private static final class Advice {
        static final String OTHER_MODEL = "Only Stable Diffusion 1.x and 2.x are supported; choose such a model.";
    }
}

package io.darkroom.onnx.checkpoint;

import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.Weights;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Tells what a file of tensors is. Rules are tried in order; the first that holds decides. */
final class Recognition {
    private static final List<Rule> RULES = List.of(
            new Rule(
                    FileKind.LORA,
                    names -> names.starting("lora_unet_", "lora_te", "lora_prior_")
                            || names.containing(
                                    ".lora_up.", ".lora_down.", ".lora_A.", ".lora_B.", ".lora.up.", ".lora_linear")
                            || names.containing(".hada_w1", ".lokr_w", ".oft_diag", ".oft_blocks", ".dora_scale")),
            new Rule(
                    FileKind.ADAPTER,
                    names -> names.starting("image_proj.", "ip_adapter.", "adapter.")
                            || names.containing("conditioning_encoder", ".to_k_ip.")),
            new Rule(
                    FileKind.CONTROLNET,
                    names -> names.starting("control_model.", "controlnet_")
                            || names.containing("input_hint_block.", "zero_convs.")),
            new Rule(FileKind.FLUX, names -> names.containing("double_blocks.0.", "single_transformer_blocks.0.")),
            new Rule(
                    FileKind.SD3, names -> names.containing("joint_blocks.0.", "transformer_blocks.0.attn.add_q_proj")),
            new Rule(
                    FileKind.CASCADE,
                    names -> names.containing("clip_txt_mapper.", "clip_txt_pooled_mapper.", "effnet_mapper.")),
            new Rule(
                    FileKind.VIDEO,
                    names -> names.containing(".time_stack.", ".temporal_transformer_blocks.", "motion_modules.")),
            new Rule(
                    FileKind.TRANSFORMER, names -> names.containing("x_embedder.", "adaln_single.", "pos_embed.proj.")),
            new Rule(FileKind.SDXL, names -> names.starting("conditioner.embedders.1.") || names.labels() == 2816),
            new Rule(
                    FileKind.SDXL_REFINER,
                    names -> names.starting("conditioner.embedders.0.model.") || names.labels() == 2560),
            new Rule(FileKind.X4_UPSCALER, names -> names.starting("low_scale_model.") || names.inputChannels() == 7),
            new Rule(FileKind.UNCLIP, names -> names.starting("noise_augmentor.") || names.labels() > 0),
            new Rule(FileKind.DEPTH, names -> names.inputChannels() == 5),
            new Rule(FileKind.PIX2PIX, names -> names.inputChannels() == 8),
            new Rule(FileKind.CHECKPOINT, names -> names.inputChannels() == 4 || names.inputChannels() == 9),
            new Rule(FileKind.UNKNOWN, names -> names.inputChannels() > 0),
            new Rule(FileKind.VAE, names -> names.latentChannels() == 4),
            new Rule(FileKind.OTHER_VAE, names -> names.latentChannels() > 0),
            new Rule(FileKind.TAESD, names -> TinyVae.of(names.weights).isPresent()),
            new Rule(
                    FileKind.TEXT_ENCODER,
                    names -> TextTower.find(names.weights).isPresent()),
            new Rule(
                    FileKind.UPSCALER,
                    names -> names.starting("conv_first.", "model.1.sub.0.", "body.0.rdb1.", "RRDB_trunk.")
                            || names.containing(".residual_group.", "upsampler.", "upconv1.")),
            new Rule(FileKind.EMBEDDING, Names::fewVectors));

    private Recognition() {}

    static FileKind kindOf(Weights weights) {
        Names names = new Names(weights);
        return RULES.stream()
                .filter(rule -> rule.holds.test(names))
                .map(Rule::kind)
                .findFirst()
                .orElse(FileKind.UNKNOWN);
    }

    private record Rule(FileKind kind, Predicate<Names> holds) {}

    /** Questions about a file's names and shapes. */
    private static final class Names {
        private static final int MAX_EMBEDDING_TENSORS = 16;
        private static final int MAX_EMBEDDING_WIDTH = 8192;

        private final Weights weights;
        private final Set<String> names;

        Names(Weights weights) {
            this.weights = weights;
            this.names = weights.names();
        }

        boolean starting(String... prefixes) {
            return names.stream().anyMatch(name -> List.of(prefixes).stream().anyMatch(name::startsWith));
        }

        boolean containing(String... parts) {
            return names.stream().anyMatch(name -> List.of(parts).stream().anyMatch(name::contains));
        }

        /** The input channels of the UNet, 0 without one. */
        long inputChannels() {
            return UnetPart.find(weights)
                    .flatMap(part -> size(part.firstConvolution(), 1))
                    .orElse(0L);
        }

        /** The width of a UNet's second input beside the time step, 0 without one. */
        long labels() {
            return names.stream()
                    .filter(name -> name.endsWith("label_emb.0.0.weight")
                            || name.endsWith("add_embedding.linear_1.weight")
                            || name.endsWith("class_embedding.linear_1.weight"))
                    .findFirst()
                    .flatMap(name -> size(name, 1))
                    .orElse(0L);
        }

        /** The latent channels of the VAE, 0 without one. */
        long latentChannels() {
            return VaePart.prefix(weights)
                    .flatMap(prefix -> size(prefix + "decoder.conv_in.weight", 1))
                    .orElse(0L);
        }

        boolean fewVectors() {
            return !names.isEmpty()
                    && names.size() <= MAX_EMBEDDING_TENSORS
                    && names.stream()
                            .allMatch(name -> isVectors(weights.get(name).shape()));
        }

        private static boolean isVectors(long[] shape) {
            return (shape.length == 1 || shape.length == 2) && shape[shape.length - 1] <= MAX_EMBEDDING_WIDTH;
        }

        private Optional<Long> size(String name, int axis) {
            return weights.find(name)
                    .map(StoredTensor::shape)
                    .filter(shape -> shape.length > axis)
                    .map(shape -> shape[axis]);
        }
    }
}

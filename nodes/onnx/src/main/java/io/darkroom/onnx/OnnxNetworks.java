package io.darkroom.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.darkroom.api.extension.LoadedModel;
import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.UpscaleModel;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.exported.ExportedText;
import io.darkroom.onnx.exported.ExportedUnet;
import io.darkroom.onnx.exported.ExportedVae;
import io.darkroom.onnx.network.Workshop;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.Weights;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The networks of Stable Diffusion on ONNX Runtime, straight from the weights of a checkpoint. What it gives out are handles:
 * they load on first use, share their sessions and leave memory when nobody holds them or room is needed. Safe for concurrent
 * use; whoever makes it closes it.
 */
public final class OnnxNetworks implements AutoCloseable {
    private static final double SHARE_OF_MEMORY = 0.7; // the rest is for pictures, the JVM and other programs

    private final NetworkStore store;

    /**
     * @throws NodeException if the settings ask for a GPU
     */
    public OnnxNetworks(Settings settings) {
        if (settings.device() == Settings.Device.CUDA) {
            throw new NodeException(
                    "This build runs networks on the processor only. Leave the device to \"auto\" or choose \"cpu\".");
        }
        this.store = new NetworkStore(
                settings.threads(),
                settings.memoryBudget().orElseGet(OnnxNetworks::budgetOfThisMachine),
                settings.unloadAfter());
    }

    private static long budgetOfThisMachine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return (long) (SHARE_OF_MEMORY * system.getTotalMemorySize());
    }

    /**
     * A denoising network (SD 1.x or 2.x, of any size).
     *
     * @param weights under LDM names, without {@code model.diffusion_model.}
     */
    public DiffusionNetwork unet(Weights weights) {
        return workshop(weights).unet(weights);
    }

    /**
     * A CLIP text tower.
     *
     * @param weights under Hugging Face's names, from {@code text_model.} on
     * @param layersLeftOut how many of the tower's last layers the weights lack (1 in diffusers folders of SD 2)
     */
    public TextNetwork text(Weights weights, TextNetwork.Family family, int layersLeftOut) {
        // Used for a prompt or two and then left alone: not worth a conversion, nor its memory.
        return new Workshop(store, store.kernels().fused() ? Plan.INSTANT : Plan.PORTABLE)
                .text(weights, family, layersLeftOut);
    }

    /** A CLIP text tower with all its layers. */
    public TextNetwork text(Weights weights, TextNetwork.Family family) {
        return text(weights, family, 0);
    }

    /**
     * An autoencoder.
     *
     * @param weights under LDM names, without {@code first_stage_model.}; or TAESD's, as {@code encoder.N} and {@code
     *     decoder.N}
     */
    public Vae vae(Weights weights) {
        return workshop(weights).vae(weights);
    }

    /**
     * A network that enlarges pictures: ESRGAN or Real-ESRGAN's compact one.
     *
     * @param weights under the file's own names
     * @throws io.darkroom.onnx.weights.UnusableFileException if they belong to another network
     */
    public UpscaleModel upscaler(Weights weights) {
        return workshop(weights).upscaler(weights);
    }

    /** A denoising network that was exported to ONNX, {@code unet/model.onnx} in Optimum's layout. */
    public DiffusionNetwork exportedUnet(Path model) {
        return new ExportedUnet(model, store);
    }

    /** A text tower that was exported to ONNX; it takes words only, no textual inversions. */
    public TextNetwork exportedText(Path model) {
        return new ExportedText(model, store);
    }

    /** An autoencoder whose halves were exported to ONNX. */
    public Vae exportedVae(Path decoder, Optional<Path> encoder) {
        return new ExportedVae(decoder, encoder, store);
    }

    /** What the networks run on, and how. */
    public Provider provider() {
        return new Provider(
                "CPUExecutionProvider",
                OrtEnvironment.getEnvironment().getVersion(),
                plan(0),
                store.kernels().block(),
                store.threads());
    }

    /** What lies in memory, longest unused first. Does not wait for work. */
    public List<LoadedModel> loaded() {
        return store.models();
    }

    /** Bytes that the weights of the loaded networks take now. */
    public long loadedBytes() {
        return store.loadedBytes();
    }

    /** Bytes that the weights of all networks together may take before the longest unused leave. */
    public long budget() {
        return store.budget();
    }

    /** Puts all networks out of memory, once what is at work is done; they load again when needed. */
    public void unloadAll() {
        store.unloadAll();
    }

    @Override
    public void close() {
        store.close();
    }

    private Workshop workshop(Weights weights) {
        long count = weights.names().stream()
                .map(weights::get)
                .mapToLong(StoredTensor::count)
                .sum();
        return new Workshop(store, plan(count * Float.BYTES));
    }

    /** The fastest plan that this machine can run, for weights that take so much as float32. */
    private Plan plan(long widenedBytes) {
        if (!store.kernels().fused()) {
            return Plan.PORTABLE;
        }
        return widenedBytes <= store.budget() ? Plan.PACKED : Plan.INSTANT;
    }

    /**
     * What networks run on.
     *
     * @param name ONNX Runtime's name of the execution provider
     * @param version of ONNX Runtime
     * @param plan how networks that fit the memory are laid out
     * @param block channels that a blocked convolution takes together; 0 without blocked convolutions
     * @param threads processor threads for each network
     */
    public record Provider(String name, String version, Plan plan, int block, int threads) {
        /** What decides the last bits of a result, for the picture's lock. */
        public String describe() {
            return name + " of ONNX Runtime " + version + ", plan "
                    + plan.name().toLowerCase(Locale.ROOT) + (block == 0 ? "" : ", blocks of " + block);
        }
    }
}

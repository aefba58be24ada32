package io.darkroom.onnx;

import io.darkroom.api.extension.Settings;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.TextNetwork;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.network.Workshop;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.weights.StoredTensor;
import io.darkroom.onnx.weights.Weights;
import java.lang.management.ManagementFactory;

/**
 * The networks of Stable Diffusion on ONNX Runtime, straight from the weights of a checkpoint. What it gives out are handles:
 * they load on first use, share their sessions and leave memory when nobody holds them or room is needed. Safe for concurrent
 * use; whoever makes it closes it.
 */
public final class OnnxNetworks implements AutoCloseable {
    private static final double SHARE_OF_MEMORY = 0.7; // the rest is for pictures, the JVM and other programs

    private final NetworkStore store;

    public OnnxNetworks(Settings settings) {
        this.store = new NetworkStore(
                settings.threads(), settings.memoryBudget().orElseGet(OnnxNetworks::budgetOfThisMachine));
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
     */
    public TextNetwork text(Weights weights, TextNetwork.Family family) {
        return workshop(weights).text(weights, family);
    }

    /**
     * An autoencoder.
     *
     * @param weights under LDM names, without {@code first_stage_model.}
     */
    public Vae vae(Weights weights) {
        return workshop(weights).vae(weights);
    }

    @Override
    public void close() {
        store.close();
    }

    /** The fastest plan that this machine can run and whose weights fit the budget. */
    private Workshop workshop(Weights weights) {
        if (!store.kernels().fused()) {
            return new Workshop(store, Plan.PORTABLE);
        }
        long widened = weights.names().stream()
                        .map(weights::get)
                        .mapToLong(StoredTensor::count)
                        .sum()
                * Float.BYTES;
        return new Workshop(store, widened <= store.budget() ? Plan.PACKED : Plan.INSTANT);
    }
}

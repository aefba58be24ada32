package io.darkroom.onnx.session;

import ai.onnxruntime.OrtException;
import io.darkroom.api.sampling.Cancellation;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The networks of one program: equal ones are loaded once, those used longest ago leave memory when it runs short, and those
 * that nobody holds any more leave it by themselves. Owns all native memory of networks. Safe for concurrent use.
 */
public final class NetworkStore implements AutoCloseable {
    private final Cleaner cleaner = Cleaner.create();
    private final Device device;
    private final long budget;
    private final Map<String, WeakReference<SharedNetwork>> known = new HashMap<>();

    /** What lies in memory, longest unused first. Touched only by whoever holds the device. */
    private final Map<Place, LoadedNetwork> loaded = new LinkedHashMap<>();

    private volatile boolean closed;

    /**
     * @param threads processor threads for each network
     * @param budget bytes that the weights of all networks together should stay under
     */
    public NetworkStore(int threads, long budget) {
        this.device = new Device(threads);
        this.budget = budget;
    }

    /** The network of a recipe; equal recipes share one, which loads by the newest of them: its files are open. */
    public synchronized SharedNetwork share(Recipe recipe) {
        known.values().removeIf(reference -> reference.get() == null);
        WeakReference<SharedNetwork> reference = known.get(recipe.identity());
        SharedNetwork network = reference == null ? null : reference.get();
        if (network == null) {
            Place place = new Place(recipe);
            network = new SharedNetwork(this, place);
            known.put(recipe.identity(), new WeakReference<>(network));
            cleaner.register(network, () -> unload(place));
        } else {
            network.place().recipe = recipe;
        }
        return network;
    }

    /** What the device can do. */
    public Kernels kernels() {
        return device.kernels();
    }

    /** Processor threads for each network. */
    public int threads() {
        return device.threads();
    }

    /** Bytes that the weights of all networks together should stay under. */
    public long budget() {
        return budget;
    }

    /** Bytes that the weights of the loaded networks take. */
    public long loadedBytes() {
        return device.exclusively(Cancellation.NEVER, this::bytes);
    }

    /** How many networks are loaded. */
    public int loadedCount() {
        return device.exclusively(Cancellation.NEVER, loaded::size);
    }

    /** Puts all networks out of memory; those still held load again on their next use. */
    public void unloadAll() {
        device.exclusively(Cancellation.NEVER, () -> {
            loaded.values().forEach(LoadedNetwork::close);
            loaded.clear();
            return true;
        });
    }

    /** Puts all networks out of memory, for good. */
    @Override
    public void close() {
        closed = true;
        unloadAll();
    }

    <T> T use(Place place, Cancellation cancellation, Function<LoadedNetwork, T> work) {
        return device.exclusively(cancellation, () -> {
            if (closed) {
                throw new IllegalStateException("The networks were closed already.");
            }
            LoadedNetwork network = loaded.remove(place);
            if (network == null) {
                network = load(place.recipe, cancellation);
            }
            loaded.put(place, network);
            return work.apply(network);
        });
    }

    private LoadedNetwork load(Recipe recipe, Cancellation cancellation) {
        try {
            return recipe.load(device, this::makeRoom, cancellation);
        } catch (OrtException e) {
            cancellation.check();
            throw Failure.of("load the " + recipe.title(), e);
        } catch (OutOfMemoryError e) {
            throw Failure.outOfMemory("load the " + recipe.title(), e);
        }
    }

    private void makeRoom(long wanted) {
        Iterator<LoadedNetwork> longestUnused = loaded.values().iterator();
        while (longestUnused.hasNext() && bytes() + wanted > budget) {
            longestUnused.next().close();
            longestUnused.remove();
        }
    }

    private long bytes() {
        return loaded.values().stream().mapToLong(LoadedNetwork::bytes).sum();
    }

    private void unload(Place place) {
        device.exclusively(Cancellation.NEVER, () -> {
            @Nullable LoadedNetwork network = loaded.remove(place);
            if (network != null) {
                network.close();
            }
            return true;
        });
    }

    /** Where a network goes when it is loaded. Compared by identity. */
    static final class Place {
        private volatile Recipe recipe;

        Place(Recipe recipe) {
            this.recipe = recipe;
        }
    }
}

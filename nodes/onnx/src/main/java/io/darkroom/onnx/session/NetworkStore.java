package io.darkroom.onnx.session;

import ai.onnxruntime.OrtException;
import io.darkroom.api.extension.LoadedModel;
import io.darkroom.api.node.NotEnoughMemoryException;
import io.darkroom.api.sampling.Cancellation;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The networks of one program: equal ones are loaded once, those used longest ago leave memory when it runs short, and those
 * that nobody holds any more, or nobody has used for some time, leave it by themselves. Owns all native memory of networks.
 * Safe for concurrent use.
 */
public final class NetworkStore implements AutoCloseable {
    private final InstantSource clock = Clock.systemUTC();
    private final Cleaner cleaner = Cleaner.create();
    private final IdleTimer timer = new IdleTimer();
    private final Device device;
    private final long budget;
    private final Optional<Duration> unloadAfter;
    private final Map<String, WeakReference<SharedNetwork>> known = new HashMap<>();

    /**
     * What lies in memory, longest unused first. Only who holds the device changes it; it is its own lock, so that others may
     * look without waiting for work.
     */
    private final Map<Place, LoadedNetwork> loaded = new LinkedHashMap<>();

    private boolean timed; // guarded by the device
    private volatile boolean closed;

    /**
     * @param threads processor threads for each network
     * @param budget bytes that the weights of all networks together should stay under
     * @param unloadAfter how long a network may lie in memory unused; empty: until room is needed
     */
    public NetworkStore(int threads, long budget, Optional<Duration> unloadAfter) {
        this.device = new Device(threads);
        this.budget = budget;
        this.unloadAfter = unloadAfter;
    }

    /** The network of a recipe; equal recipes share one, which loads by the newest of them: its files are open. */
    public synchronized SharedNetwork share(Recipe recipe) {
        known.values().removeIf(reference -> reference.get() == null);
        WeakReference<SharedNetwork> reference = known.get(recipe.identity());
        SharedNetwork network = reference == null ? null : reference.get();
        if (network == null) {
            Place place = new Place(recipe, clock.instant());
            network = new SharedNetwork(this, place);
            known.put(recipe.identity(), new WeakReference<>(network));
            cleaner.register(network, () -> unload(place::equals));
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

    /** What lies in memory, longest unused first. Does not wait for work. */
    public List<LoadedModel> models() {
        synchronized (loaded) {
            List<LoadedModel> models = new ArrayList<>();
            loaded.forEach((place, network) -> models.add(new LoadedModel(
                    place.id,
                    place.recipe.file(),
                    place.recipe.title(),
                    device.name(),
                    place.recipe.plan().name().toLowerCase(Locale.ROOT),
                    network.bytes(),
                    place.lastUsed,
                    place.busy)));
            return models;
        }
    }

    /** Bytes that the weights of the loaded networks take. */
    public long loadedBytes() {
        synchronized (loaded) {
            return loaded.values().stream().mapToLong(LoadedNetwork::bytes).sum();
        }
    }

    /** Puts all networks out of memory, once what is at work is done; those still held load again on their next use. */
    public void unloadAll() {
        unload(place -> true);
    }

    /** Puts all networks out of memory, for good. */
    @Override
    public void close() {
        closed = true;
        timer.close();
        unloadAll();
    }

    <T> T use(Place place, Cancellation cancellation, Function<LoadedNetwork, T> work) {
        return device.exclusively(cancellation, () -> {
            if (closed) {
                throw new IllegalStateException("The networks were closed already.");
            }
            place.busy = true;
            try {
                return withRoom(place, () -> work.apply(lying(place, cancellation)));
            } finally {
                place.lastUsed = clock.instant();
                place.busy = false;
                unloadAfter.ifPresent(allowed -> watch(allowed, allowed));
            }
        });
    }

    /** If memory runs out, the other networks leave, and it is tried once more. */
    private <T> T withRoom(Place place, Supplier<T> work) {
        try {
            return work.get();
        } catch (NotEnoughMemoryException e) {
            List<Place> others =
                    places().stream().filter(other -> other != place).toList();
            if (others.isEmpty()) {
                throw e;
            }
            others.forEach(this::drop);
            return work.get();
        }
    }

    /** The network of a place, loaded if it is not, and now the last used. */
    private LoadedNetwork lying(Place place, Cancellation cancellation) {
        LoadedNetwork network;
        synchronized (loaded) {
            network = loaded.get(place);
        }
        if (network == null) {
            network = load(place.recipe, cancellation);
        }
        synchronized (loaded) {
            loaded.remove(place);
            loaded.put(place, network);
        }
        return network;
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
        for (Place longestUnused : places()) {
            if (loadedBytes() + wanted <= budget) {
                return;
            }
            drop(longestUnused);
        }
    }

    private List<Place> places() {
        synchronized (loaded) {
            return List.copyOf(loaded.keySet());
        }
    }

    private void unload(Predicate<Place> which) {
        device.exclusively(Cancellation.NEVER, () -> {
            places().stream().filter(which).forEach(this::drop);
            return true;
        });
    }

    /** Only who holds the device may do this. */
    private void drop(Place place) {
        @Nullable LoadedNetwork network;
        synchronized (loaded) {
            network = loaded.remove(place);
        }
        if (network != null) {
            network.close();
        }
    }

    /** Sees to it that what is loaded now leaves when it has been unused for long enough. */
    private void watch(Duration allowed, Duration wait) {
        if (!timed) {
            timed = true;
            timer.after(wait, () -> unloadUnused(allowed));
        }
    }

    private void unloadUnused(Duration allowed) {
        device.exclusively(Cancellation.NEVER, () -> {
            timed = false;
            Instant limit = clock.instant().minus(allowed);
            places().stream().filter(place -> !place.lastUsed.isAfter(limit)).forEach(this::drop);
            Optional<Place> longestUnused = places().stream().findFirst();
            longestUnused.ifPresent(place -> watch(allowed, Duration.between(limit, place.lastUsed)));
            return true;
        });
    }

    /** Where a network goes when it is loaded. Compared by identity. */
    static final class Place {
        private final String id;
        private volatile Recipe recipe;
        private volatile Instant lastUsed;
        private volatile boolean busy;

        Place(Recipe recipe, Instant now) {
            this.id = recipe.id();
            this.recipe = recipe;
            this.lastUsed = now;
        }

        String id() {
            return id;
        }
    }
}

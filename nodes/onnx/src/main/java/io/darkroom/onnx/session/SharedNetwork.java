package io.darkroom.onnx.session;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One network that any number of handles share. It loads on first use, and again if it was put out of memory meanwhile; it
 * leaves memory when the last handle is gone. Safe for concurrent use.
 */
public final class SharedNetwork {
    private final NetworkStore store;
    private final NetworkStore.Place place;

    SharedNetwork(NetworkStore store, NetworkStore.Place place) {
        this.store = store;
        this.place = place;
    }

    /** Tells it apart, as {@link io.darkroom.api.extension.LoadedModel#id}. */
    public String id() {
        return place.id();
    }

    NetworkStore.Place place() {
        return place;
    }

    /**
     * One forward pass.
     *
     * @param inputs by the graph's names
     * @param wanted the outputs to compute
     * @return the wanted outputs, in that order
     * @throws io.darkroom.api.sampling.CancelledException within one operator of the request
     * @throws io.darkroom.api.node.NodeException if it cannot be loaded or run
     */
    public List<Tensor> run(Map<String, Tensor> inputs, List<String> wanted, Cancellation cancellation) {
        return store.use(place, cancellation, network -> network.run(inputs, wanted, cancellation));
    }

    /** A forward pass for one output. */
    public Tensor run(Map<String, Tensor> inputs, String wanted, Cancellation cancellation) {
        return run(inputs, List.of(wanted), cancellation).get(0);
    }

    /** How many axes an input has, which loads the network. */
    public int inputRank(String input) {
        return store.use(place, Cancellation.NEVER, network -> network.inputRank(input));
    }

    /** The names of its outputs, which loads the network. */
    public Set<String> outputs() {
        return store.use(place, Cancellation.NEVER, LoadedNetwork::outputs);
    }
}

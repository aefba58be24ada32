package io.darkroom.onnx.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.onnx.weights.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** How to load one network. */
public sealed interface Recipe {
    /** What the network is called in messages. */
    String title();

    /** Equal for recipes that load equal networks. */
    String identity();

    /**
     * Loads the network.
     *
     * @param room called with the bytes the weights will take, before they are taken
     */
    LoadedNetwork load(Device device, LongConsumer room, Cancellation cancellation) throws OrtException;

    /**
     * A graph of ours over the weights of a checkpoint.
     *
     * @param part which graph over these weights, such as {@code vae decoder}
     * @param drawing makes the graph
     */
    record FromWeights(
            String title,
            String part,
            PatchedWeights weights,
            Plan plan,
            Workspace workspace,
            Supplier<NetworkGraph> drawing)
            implements Recipe {
        @Override
        public String identity() {
            return part + " of " + weights.identity() + " as " + plan;
        }

        @Override
        public LoadedNetwork load(Device device, LongConsumer room, Cancellation cancellation) throws OrtException {
            NetworkGraph graph = drawing.get();
            long bytes = graph.bytes(weights);
            room.accept(bytes);
            try (OrtSession.SessionOptions options = device.options(plan);
                    Packer packer =
                            new Packer(device.environment(), device.kernels().block())) {
                OrtSession session = device.environment().createSession(graph.model(), options);
                try {
                    Map<String, OnnxTensor> fed =
                            packer.packAll(graph.initializers(), weights, device.threads(), cancellation);
                    LoadedNetwork.Weights loaded = new LoadedNetwork.Weights(fed, bytes);
                    return new LoadedNetwork(title, device.environment(), session, loaded, workspace);
                } catch (OrtException | RuntimeException e) {
                    session.close();
                    throw e;
                }
            }
        }
    }

    /** A model that somebody exported to ONNX. */
    record FromFile(String title, Path model, Workspace workspace) implements Recipe {
        @Override
        public String identity() {
            return model.toAbsolutePath().normalize() + " as exported";
        }

        @Override
        public LoadedNetwork load(Device device, LongConsumer room, Cancellation cancellation) throws OrtException {
            long bytes = sizeWithExternalData();
            room.accept(bytes);
            try (OrtSession.SessionOptions options = device.options(Plan.PORTABLE)) {
                OrtSession session = device.environment().createSession(model.toString(), options);
                LoadedNetwork.Weights inside = new LoadedNetwork.Weights(Map.of(), bytes);
                return new LoadedNetwork(title, device.environment(), session, inside, workspace);
            }
        }

        /** Exporters put large weights beside the model, in files whose names begin like its own. */
        private long sizeWithExternalData() {
            String name = String.valueOf(model.getFileName());
            try (var files = Files.newDirectoryStream(model.toAbsolutePath().getParent(), name + "*")) {
                long bytes = 0;
                for (Path file : files) {
                    bytes += Files.size(file);
                }
                return bytes;
            } catch (IOException e) {
                throw new UnusableFileException("\"" + model + "\" cannot be read: " + e.getMessage(), e);
            }
        }
    }
}

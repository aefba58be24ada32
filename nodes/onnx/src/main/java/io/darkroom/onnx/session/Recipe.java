package io.darkroom.onnx.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.onnx.weights.UnusableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** How to load one network. */
public sealed interface Recipe {
    /** What the network is called in messages. */
    String title();

    /** The file it is made from, as users know it, and those of its patches. */
    String file();

    Plan plan();

    /** Equal for recipes that load equal networks. */
    String identity();

    /** The identity as a short word without the user's folders in it. */
    default String id() {
        return UUID.nameUUIDFromBytes(identity().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

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
        public String file() {
            return weights.title();
        }

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
        /** With the folders that Optimum makes, which all exports have, and the one that tells them apart. */
        @Override
        public String file() {
            Path whole = model.toAbsolutePath().normalize();
            int names = whole.getNameCount();
            return whole.subpath(Math.max(0, names - 3), names).toString();
        }

        @Override
        public Plan plan() {
            return Plan.PORTABLE;
        }

        @Override
        public String identity() {
            return model.toAbsolutePath().normalize() + " as exported";
        }

        @Override
        public LoadedNetwork load(Device device, LongConsumer room, Cancellation cancellation) throws OrtException {
            long bytes = sizeWithExternalData();
            room.accept(bytes);
            try (OrtSession.SessionOptions options = device.options(plan())) {
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

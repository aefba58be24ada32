package io.darkroom.onnx.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.darkroom.api.extension.LoadedModel;
import io.darkroom.api.node.NotEnoughMemoryException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.CancelledException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.DiffusionNetwork;
import io.darkroom.api.type.Vae;
import io.darkroom.onnx.fixture.MiniCheckpoint;
import io.darkroom.onnx.fixture.Size;
import io.darkroom.onnx.session.NetworkStore;
import io.darkroom.onnx.session.PatchedWeights;
import io.darkroom.onnx.session.Plan;
import io.darkroom.onnx.session.SharedNetwork;
import io.darkroom.onnx.weights.WeightType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which networks lie in memory, and for how long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SharingTest {
    private static final Tensor X = Tensor.filled(Shape.of(1, 4, 8, 8), 0.5f);
    private static final List<Tensor> CONTEXTS = List.of(Tensor.filled(Shape.of(1, 77, 16), 0.1f));

    private Path checkpoint = Path.of("");

    @BeforeAll
    void writeCheckpoint(@TempDir Path folder) {
        checkpoint = folder.resolve("micro.safetensors");
        MiniCheckpoint.write(checkpoint, Size.MICRO, WeightType.FLOAT16, 0, MiniCheckpoint.Layout.LDM);
    }

    private static Tensor predict(DiffusionNetwork unet) {
        return unet.predict(X, 100, CONTEXTS, Cancellation.NEVER).get(0);
    }

    @Test
    void twoHandlesOfOneFileShareOneSession() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            DiffusionNetwork first = micro.unet();
            DiffusionNetwork second = micro.unet();

            assertThat(predict(first)).isEqualTo(predict(second));

            assertThat(micro.store().models()).hasSize(1);
        }
    }

    @Test
    void nothingLoadsBeforeItIsUsed() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            assertThat(micro.unet().contextWidth()).isEqualTo(16);
            assertThat(micro.vae().downscale()).isEqualTo(8);

            assertThat(micro.store().loadedBytes()).isZero();
        }
    }

    @Test
    void theLongestUnusedLeavesWhenRoomIsNeeded() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED);
                NetworkStore small = new NetworkStore(1, 1, Optional.empty())) {
            Workshop tight = new Workshop(small, Plan.PACKED);
            DiffusionNetwork unet = tight.unet(micro.unetWeights());
            Tensor before = predict(unet);

            Tensor pixels = tight.vae(micro.vaeWeights()).decode(X, Cancellation.NEVER);

            assertThat(small.models()).hasSize(1);
            assertThat(pixels.shape()).isEqualTo(Shape.of(1, 3, 64, 64));
            assertThat(predict(unet)).isEqualTo(before);
        }
    }

    @Test
    void unloadedNetworksLoadAgain() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.INSTANT)) {
            DiffusionNetwork unet = micro.unet();
            Tensor before = predict(unet);

            micro.store().unloadAll();

            assertThat(micro.store().loadedBytes()).isZero();
            assertThat(predict(unet)).isEqualTo(before);
        }
    }

    @Test
    void networksThatNobodyHoldsLeaveMemory() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            predict(micro.unet());

            await().until(() -> {
                System.gc();
                return micro.store().models().isEmpty();
            });
        }
    }

    @Test
    void networksThatNobodyUsesForAWhileLeaveMemoryAndComeBackWhenUsed() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED);
                NetworkStore forgetful = new NetworkStore(1, 1L << 30, Optional.of(Duration.ofMillis(100)))) {
            DiffusionNetwork unet = new Workshop(forgetful, Plan.PACKED).unet(micro.unetWeights());
            Tensor before = predict(unet);

            await().until(() -> forgetful.models().isEmpty());

            assertThat(predict(unet)).isEqualTo(before);
            await().until(() -> forgetful.models().isEmpty());
        }
    }

    @Test
    void whatLiesInMemoryIsListedByFileAndNetworkTheLongestUnusedFirst() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            DiffusionNetwork unet = micro.unet();
            Vae vae = micro.vae();
            predict(unet);
            vae.decode(X, Cancellation.NEVER);
            Instant before = Instant.now();
            predict(unet);

            List<LoadedModel> models = micro.store().models();

            assertThat(models).extracting(LoadedModel::network).containsExactly("VAE decoder", "UNet");
            assertThat(models).extracting(LoadedModel::file).containsOnly("micro.safetensors");
            assertThat(models).extracting(LoadedModel::plan).containsOnly("packed");
            assertThat(models).extracting(LoadedModel::busy).containsOnly(false);
            assertThat(models).allSatisfy(model -> assertThat(model.bytes()).isPositive());
            assertThat(models.get(0).lastUsed()).isBeforeOrEqualTo(before);
            assertThat(models.get(1).lastUsed()).isAfterOrEqualTo(before);
            assertThat(vae.models()).contains(models.get(0).id());
            assertThat(unet.models()).contains(models.get(1).id());
        }
    }

    @Test
    void whatIsAtWorkIsListedAsBusyWithoutWaitingForIt() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            DiffusionNetwork unet = micro.unet();
            Occupant occupant = new Occupant();
            CompletableFuture<List<Tensor>> running =
                    CompletableFuture.supplyAsync(() -> unet.predict(X, 100, CONTEXTS, occupant));
            await().until(occupant::hasTheDevice);

            assertThat(micro.store().models()).extracting(LoadedModel::busy).containsExactly(true);

            occupant.leave();
            assertThat(running.join()).hasSize(1);
        }
    }

    @Test
    void ifMemoryRunsOutTheOtherNetworksLeaveAndItIsTriedAgain() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            predict(micro.unet());
            AtomicInteger failures = new AtomicInteger(1);

            Tensor pixels =
                    failing(micro, failures).run(Map.of(VaeGraph.LATENT, X), VaeGraph.PIXELS, Cancellation.NEVER);

            assertThat(pixels.shape()).isEqualTo(Shape.of(1, 3, 64, 64));
            assertThat(micro.store().models()).extracting(LoadedModel::network).containsExactly("failing decoder");
        }
    }

    @Test
    void ifMemoryDoesNotSufficeEvenAloneTheNextWorkGoesOn() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            DiffusionNetwork unet = micro.unet();
            Tensor before = predict(unet);
            SharedNetwork failing = failing(micro, new AtomicInteger(2));

            assertThatThrownBy(() -> failing.run(Map.of(VaeGraph.LATENT, X), VaeGraph.PIXELS, Cancellation.NEVER))
                    .isInstanceOf(NotEnoughMemoryException.class);

            micro.store().unloadAll();
            assertThat(predict(unet)).isEqualTo(before);
        }
    }

    /** The VAE's decoder, for which memory does not suffice a number of times. */
    private static SharedNetwork failing(MiniModel micro, AtomicInteger failures) {
        return micro.workshop()
                .network("failing decoder", "failing", new PatchedWeights(micro.vaeWeights()), layers -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new NotEnoughMemoryException("Too large.", new OutOfMemoryError());
                    }
                    return VaeGraph.drawDecoder(layers);
                });
    }

    @Test
    void closingFreesEverythingForGood() {
        MiniModel micro = new MiniModel(checkpoint, Plan.PACKED);
        DiffusionNetwork unet = micro.unet();
        predict(unet);

        micro.close();

        assertThat(micro.store().loadedBytes()).isZero();
        assertThatThrownBy(() -> predict(unet)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void callsFromSeveralThreadsGetEqualAnswers() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            DiffusionNetwork unet = micro.unet();

            List<CompletableFuture<Tensor>> calls = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> predict(unet)))
                    .toList();

            assertThat(calls).extracting(CompletableFuture::join).containsOnly(predict(unet));
        }
    }

    @Test
    void whoWaitsForTheDeviceCanBeStopped() {
        try (MiniModel micro = new MiniModel(checkpoint, Plan.PACKED)) {
            DiffusionNetwork unet = micro.unet();
            Occupant occupant = new Occupant();
            CompletableFuture<List<Tensor>> running =
                    CompletableFuture.supplyAsync(() -> unet.predict(X, 100, CONTEXTS, occupant));
            await().until(occupant::hasTheDevice);

            assertThatThrownBy(() -> unet.predict(X, 100, CONTEXTS, new StopWhenAskedAgain()))
                    .isInstanceOf(CancelledException.class);

            occupant.leave();
            assertThat(running.join()).hasSize(1);
        }
    }

    /** Keeps the device, from the moment its call begins to run until it is told to leave. */
    private static final class Occupant implements Cancellation {
        private final CountDownLatch running = new CountDownLatch(1);
        private final CountDownLatch leaving = new CountDownLatch(1);

        boolean hasTheDevice() {
            return running.getCount() == 0;
        }

        void leave() {
            leaving.countDown();
        }

        @Override
        public boolean requested() {
            return false;
        }

        @Override
        public Registration onRequest(Runnable action) {
            running.countDown();
            try {
                leaving.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return () -> {};
        }
    }

    /** Is requested from the second question on. */
    private static final class StopWhenAskedAgain implements Cancellation {
        private int asked;

        @Override
        public synchronized boolean requested() {
            return ++asked > 1;
        }

        @Override
        public Registration onRequest(Runnable action) {
            return () -> {};
        }
    }
}

package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.LoadedModel;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NotEnoughMemoryException;
import io.darkroom.api.node.Trait;
import io.darkroom.api.type.ModelHandle;
import io.darkroom.engine.Limits;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import io.darkroom.engine.toys.Toys;
import io.darkroom.engine.validate.Validator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldModelsTest {
    private static final LoadedModel UNET =
            new LoadedModel("unet", "sd15.safetensors", "UNet", "cpu", "packed", 1000, Instant.EPOCH, false);
    private static final LoadedModel VAE =
            new LoadedModel("vae", "sd15.safetensors", "VAE decoder", "cpu", "packed", 100, Instant.EPOCH, false);

    private static final Flow FLOW = new Flow().node("1", "Load").node("2", "Use", "model", link("1", 0));

    private final List<LoadedModel> loaded = new ArrayList<>(List.of(VAE, UNET));
    private final List<List<HeldModel>> seenAtWork = new ArrayList<>();

    private final AtomicReference<@Nullable NodeException> memory = new AtomicReference<>();

    private record Handle(Set<String> models) implements ModelHandle {}

    private final class ModelPack implements NodePack {
        @Override
        public Contribution contribute(Environment environment) {
            return new Contribution(
                    List.of(),
                    List.of(
                            Toy.of("Load")
                                    .out("MODEL")
                                    .gives((in, ctx) -> Map.of("inside", new Handle(Set.of("unet")))),
                            Toy.of("Use").in("model", "MODEL").is(Trait.OUTPUT).does((in, ctx) -> {
                                seenAtWork.add(engine.models());
                                NodeException failure = memory.get();
                                if (failure != null) {
                                    throw failure;
                                }
                                return Toys.shown("used");
                            })),
                    List.of(),
                    List.of(),
                    Map.of());
        }

        @Override
        public List<LoadedModel> loaded() {
            return loaded;
        }

        @Override
        public void unload() {
            loaded.clear();
        }
    }

    private final Catalogue catalogue = Catalogue.load(
            List.of(new ModelPack()),
            new UserFolders(Directories.under(Path.of("no such folder"))),
            new Settings(Settings.Device.CPU, 1, OptionalLong.empty()));
    private final Engine engine = new Engine(catalogue, EngineOptions.defaults());

    private void run() {
        assertThat(attempt().succeeded()).isTrue();
    }

    private RunResult attempt() {
        var validation = new Validator(catalogue, Limits.DEFAULT).validate(FLOW.workflow());
        return engine.run(RunRequest.of("prompt 1", validation), event -> {});
    }

    @Test
    void aModelIsHeldByTheRunningPromptAndByKeptResults() {
        run();

        assertThat(seenAtWork.get(0))
                .containsExactly(new HeldModel(VAE, List.of(), 0), new HeldModel(UNET, List.of("prompt 1"), 1));
    }

    @Test
    void afterTheRunOnlyKeptResultsHoldIt() {
        run();
        assertThat(engine.models()).contains(new HeldModel(UNET, List.of(), 1));

        engine.clearCache();

        assertThat(engine.models()).contains(new HeldModel(UNET, List.of(), 0));
    }

    @Test
    void whatHasLeftMemoryIsNotListedThoughAResultHoldsIt() {
        run();
        loaded.clear();

        assertThat(engine.models()).isEmpty();
    }

    @Test
    void whenMemoryRunsOutResultsAndModelsLeaveAndTheNextRunGoesOn() {
        run();
        memory.set(new NotEnoughMemoryException("Too large.", new OutOfMemoryError()));
        engine.clearCache();

        assertThat(attempt().succeeded()).isFalse();

        assertThat(engine.models()).isEmpty();
        assertThat(engine.cachedResults()).isZero();
        memory.set(null);
        run();
    }
}

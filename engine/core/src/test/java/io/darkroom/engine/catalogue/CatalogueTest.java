package io.darkroom.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.Extensions;
import io.darkroom.api.extension.LoadedModel;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.extension.Settings;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.sampling.SamplerProvider;
import io.darkroom.api.sampling.SchedulerProvider;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.engine.files.Directories;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.toys.Toy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final NodeType ONE = Toy.of("One").out("INT").gives((in, ctx) -> 1L);

    /** Brings what it is given, and remembers what it saw and whether it was closed. */
    private static final class TestPack implements NodePack {
        private final String source;
        private final Contribution contribution;
        private final List<String> closed;
        private final List<Extensions> seen = new ArrayList<>();

        TestPack(String source, Contribution contribution, List<String> closed) {
            this.source = source;
            this.contribution = contribution;
            this.closed = closed;
        }

        @Override
        public Contribution contribute(Environment environment) {
            seen.add(environment.extensions());
            return contribution;
        }

        @Override
        public String source() {
            return source;
        }

        @Override
        public List<LoadedModel> loaded() {
            return List.of(
                    new LoadedModel(source, source + ".safetensors", "UNet", "cpu", "packed", 1, Instant.EPOCH, false));
        }

        @Override
        public void unload() {
            close();
        }

        @Override
        public void close() {
            closed.add(source);
            if (source.equals("stubborn")) {
                throw new IllegalStateException("will not close");
            }
        }
    }

    private static Contribution types(NodeType... types) {
        return new Contribution(List.of(), List.of(types), List.of(), List.of(), Map.of());
    }

    private static Contribution euler() {
        return new Contribution(
                List.of(),
                List.of(),
                List.of(new SamplerProvider("euler", (denoiser, x, sigmas, run) -> x)),
                List.of(new SchedulerProvider("normal", (schedule, steps) -> Sigmas.of(1f, 0f))),
                Map.of());
    }

    private static Catalogue load(NodePack... packs) {
        return Catalogue.load(
                List.of(packs),
                new UserFolders(Directories.under(Path.of("no such folder"))),
                new Settings(Settings.Device.CPU, 1, OptionalLong.empty()));
    }

    @Test
    void typesAreFoundById() {
        try (Catalogue catalogue = load(new TestPack("toys", types(ONE), new ArrayList<>()))) {
            assertThat(catalogue.find("One")).contains(ONE);
            assertThat(catalogue.find("Two")).isEmpty();
            assertThat(catalogue.all()).containsExactly(ONE);
            assertThat(catalogue.ids()).containsExactly("One");
        }
    }

    @Test
    void anIdThatTwoPacksBringIsRefusedWithBothAndAllAreClosed() {
        List<String> closed = new ArrayList<>();
        NodeType other = new NodeType("One", "One", "", "", List.of(), List.of(), Set.of(), "rival", ONE.behaviour());

        assertThatThrownBy(() ->
                        load(new TestPack("toys", types(ONE), closed), new TestPack("rival", types(other), closed)))
                .isInstanceOf(CatalogueException.class)
                .hasMessage("Node type \"One\" comes from both toys and rival; remove one of them.");
        assertThat(closed).containsExactly("rival", "toys");
    }

    @Test
    void aTypeWithTwoInputsOfOneNameIsRefused() {
        NodeType twice = Toy.of("Twice").in("a", "*").in("a", "*").gives((in, ctx) -> 1L);

        assertThatThrownBy(() -> load(new TestPack("toys", types(twice), new ArrayList<>())))
                .hasMessage("Node type \"Twice\" of toys has two inputs \"a\"; rename one.");
    }

    @Test
    void packsSeeWhatThoseThatLoadLaterBring() {
        TestPack first = new TestPack("first", types(ONE), new ArrayList<>());

        try (Catalogue catalogue = load(first, new TestPack("second", euler(), new ArrayList<>()))) {
            assertThat(first.seen.get(0).samplerNames()).containsExactly("euler");
            assertThat(first.seen.get(0).schedulerNames()).containsExactly("normal");
            assertThat(catalogue.extensions().sampler("euler")).isNotNull();
        }
    }

    @Test
    void anUnknownSamplerIsASentenceWithTheNearestAndAll() {
        try (Catalogue catalogue = load(new TestPack("toys", euler(), new ArrayList<>()))) {
            assertThatThrownBy(() -> catalogue.extensions().sampler("eulr"))
                    .isInstanceOf(NodeException.class)
                    .hasMessage("There is no sampler \"eulr\". Did you mean \"euler\"? There are: euler.");
            assertThatThrownBy(() -> catalogue.extensions().scheduler("karras"))
                    .hasMessage("There is no scheduler \"karras\". There are: normal.");
        }
    }

    @Test
    void aSamplerThatTwoPacksBringIsRefused() {
        assertThatThrownBy(() -> load(
                        new TestPack("a", euler(), new ArrayList<>()), new TestPack("b", euler(), new ArrayList<>())))
                .hasMessage(
                        "The sampler \"euler\" of b exists already; give it another name or remove one of the packs.");
    }

    @Test
    void aPackThatFailsToCloseDoesNotKeepTheOthersOpen() {
        List<String> closed = new ArrayList<>();
        Catalogue catalogue = load(
                new TestPack("first", types(ONE), closed),
                new TestPack("stubborn", types(), closed),
                new TestPack("last", types(), closed));

        assertThatThrownBy(catalogue::close).hasMessage("will not close");
        assertThat(closed).containsExactly("last", "stubborn", "first");
    }

    @Test
    void whatAllPacksHoldIsListedAndPutOutOfMemoryAsOne() {
        List<String> unloaded = new ArrayList<>();
        Catalogue catalogue = load(
                new TestPack("first", types(ONE), unloaded),
                new TestPack("stubborn", types(), unloaded),
                new TestPack("last", types(), unloaded));

        assertThat(catalogue.loaded()).extracting(LoadedModel::id).containsExactly("first", "stubborn", "last");
        assertThatThrownBy(catalogue::unload).hasMessage("will not close");
        assertThat(unloaded).containsExactly("last", "stubborn", "first");
    }
}

package io.darkroom.engine.disk;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.FileState;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import io.darkroom.engine.toys.Toys;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dear nodes yield is known again by another engine, over the same folder. */
class DurableResultsTest {
    private static final Widget TEXT = new Widget.Text("", false, false);

    @TempDir
    Path folder = Path.of("");

    private final Digests digests = new Digests();
    private final List<Object> notes = new ArrayList<>();

    /** Takes a file's text for its hash. */
    private static final class Digests implements FileDigests {
        private final Map<Path, String> hashed = new ConcurrentHashMap<>();
        private volatile boolean endless;

        @Override
        public Optional<String> known(Path file) {
            return Optional.ofNullable(hashed.get(file));
        }

        @Override
        public String of(Path file) throws IOException {
            try {
                if (endless) {
                    new CountDownLatch(1).await();
                }
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            String hash = Files.readString(file);
            hashed.put(file, hash);
            return hash;
        }
    }

    private record Content(Path file, String text) implements FileState {
        @Override
        public Map<String, Path> files() {
            return Map.of("", file);
        }

        @Override
        public boolean isCurrent() throws IOException {
            return Files.readString(file).equals(text);
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private NodeType load() {
        return Toy.of("Load")
                .in("file", new Widget.Choice(() -> List.of("a", "b"), Optional.empty(), Optional.empty(), true, false))
                .out("MODEL")
                .fingerprint(in -> {
                    Path file = folder.resolve(String.valueOf(in.get("file")));
                    return new Content(file, Files.readString(file));
                })
                .gives((in, ctx) -> {
                    Path file = folder.resolve(String.valueOf(in.get("file")));
                    ctx.uses("models", file);
                    return Files.readString(file);
                });
    }

    private static NodeType encode() {
        return Toy.of("Encode")
                .in("model", "MODEL")
                .in("text", TEXT)
                .is(Trait.DURABLE)
                .out("CONDITIONING")
                .out("LATENT")
                .does((in, ctx) -> Outcome.Values.of(conditioning(), latent()));
    }

    private NodeType save() {
        return Toy.of("Save")
                .in("value", "*")
                .in("latent", "*")
                .is(Trait.OUTPUT)
                .does((in, ctx) -> {
                    notes.add(ctx.notes());
                    return Toys.shown(conditioning().equals(in.get("value")) && latent().equals(in.get("latent")));
                });
    }

    private static Conditioning conditioning() {
        return Conditioning.of(new Conditioning.Entry(
                Tensor.of(Shape.of(1, 2, 2), 1, -0f, Float.MIN_VALUE, 4), Optional.of(Tensor.of(Shape.of(1, 1), 5))));
    }

    private static Latent latent() {
        return new Latent(
                Tensor.filled(Shape.of(1, 4, 2, 2), 0.3f),
                Optional.of(new Mask(Tensor.filled(Shape.of(1, 16, 16), 1))),
                List.of(3));
    }

    private Bench bench(long bytes, String maker) {
        return new Bench(
                options -> options.withParallelBranches(1)
                        .withDisk(new DiskOptions(folder.resolve("cache"), bytes, maker, digests)),
                load(),
                encode(),
                save());
    }

    private Bench bench() {
        return bench(1_000_000, "test 1");
    }

    private static Flow flow(String loader, String file, String text) {
        return new Flow()
                .node(loader, "Load", "file", file)
                .node("encode", "Encode", "model", link(loader, 0), "text", text)
                .node("save", "Save", "value", link("encode", 0), "latent", link("encode", 1));
    }

    private List<Path> kept() {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(".result")).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Runs in an engine that has run nothing before, until what it made is written. */
    private List<String> runAnew(Flow flow, int entries) {
        try (Bench bench = bench()) {
            RunResult result = bench.run(flow);
            assertThat(result.succeeded()).isTrue();
            assertThat(bench.shown("save")).containsExactly("true");
            await().until(() -> kept().size() == entries);
            return bench.started();
        }
    }

    @Test
    void afterARestartTheEncoderDoesNotRunNorWhatOnlyItNeeds() throws IOException {
        file("a", "weights");
        assertThat(runAnew(flow("1", "a", "cat"), 1)).containsExactly("1", "encode", "save");

        assertThat(runAnew(flow("1", "a", "cat"), 1)).containsExactly("save");
    }

    @Test
    void thePictureStillSaysWhatItWasMadeFromUnderTheNewIds() throws IOException {
        Path file = file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);

        runAnew(flow("7", "a", "cat"), 1);

        assertThat(String.valueOf(notes.get(1)))
                .isEqualTo("[" + new Context.Note("7", "models", "a", Optional.of(file)) + "]");
    }

    @Test
    void theContentOfTheFileCountsAndNotItsName() throws IOException {
        file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);
        Path other = file("b", "weights");
        digests.of(other);

        assertThat(runAnew(flow("1", "b", "cat"), 1)).containsExactly("save");
        digests.of(file("a", "other weights"));
        assertThat(runAnew(flow("1", "a", "cat"), 2)).containsExactly("1", "encode", "save");
    }

    @Test
    void anotherTextIsAnotherResult() throws IOException {
        file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);

        assertThat(runAnew(flow("1", "a", "dog"), 2)).containsExactly("1", "encode", "save");
    }

    @Test
    void aFileThatIsNotHashedYetIsNotWaitedFor() throws IOException {
        file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);
        digests.hashed.clear();

        assertThat(runAnew(flow("1", "a", "cat"), 1)).containsExactly("1", "encode", "save");
    }

    @Test
    void aDamagedEntryIsRemovedAndMadeAgain() throws IOException {
        file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);
        byte[] bytes = Files.readAllBytes(kept().get(0));
        bytes[bytes.length / 2]++;
        Files.write(kept().get(0), bytes);

        assertThat(runAnew(flow("1", "a", "cat"), 1)).containsExactly("1", "encode", "save");
        assertThat(runAnew(flow("1", "a", "cat"), 1)).containsExactly("save");
    }

    @Test
    void aTruncatedEntryIsRemovedAndMadeAgain() throws IOException {
        file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);
        Files.write(kept().get(0), new byte[3]);

        assertThat(runAnew(flow("1", "a", "cat"), 1)).containsExactly("1", "encode", "save");
    }

    @Test
    void whatAnotherVersionOfTheProgramMadeIsOfNoUse() throws IOException {
        file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);

        try (Bench newer = bench(1_000_000, "test 2")) {
            newer.run(flow("1", "a", "cat"));

            assertThat(newer.started()).contains("encode");
        }
    }

    @Test
    void theLongestUnusedEntriesLeaveWhenTheLimitIsReached() throws IOException {
        file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);
        long one = Files.size(kept().get(0));
        Path cat = kept().get(0);

        try (Bench small = bench(one + one / 2, "test 1")) {
            small.run(flow("1", "a", "dog"));
            await().until(() -> kept().size() == 1 && !kept().get(0).equals(cat));
        }
    }

    @Test
    void aFileThatTheResultWasMadeFromAndIsGoneMakesItRunAgain() throws IOException {
        file("a", "weights");
        runAnew(flow("1", "a", "cat"), 1);
        digests.of(file("b", "weights"));
        Files.delete(folder.resolve("a"));

        assertThat(runAnew(flow("1", "b", "cat"), 1)).containsExactly("1", "encode", "save");
    }

    @Test
    void whatIsWrittenQuicklyIsWrittenBeforeAnEngineCloses() throws IOException {
        file("a", "weights");
        try (Bench bench = bench()) {
            bench.run(flow("1", "a", "cat"));
        }

        assertThat(kept()).hasSize(1);
    }

    @Test
    void anEngineThatClosesDoesNotWaitForAFileToBeHashed() throws IOException {
        file("a", "weights");
        digests.endless = true;
        try (Bench bench = bench()) {
            bench.run(flow("1", "a", "cat"));
        }

        assertThat(kept()).isEmpty();
    }
}

package io.darkroom.engine.run;

import static io.darkroom.engine.toys.Flow.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Outcome;
import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.node.Shown;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.workflow.Input;
import io.darkroom.engine.toys.Bench;
import io.darkroom.engine.toys.Flow;
import io.darkroom.engine.toys.Toy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeContextTest {
    private static final Image PICTURE = new Image(Tensor.of(Shape.of(1, 1, 1, 3), 0f, 0f, 0f));

    private static NodeType noting() {
        return Toy.of("Note").in("value", "*").out("*").gives((in, ctx) -> {
            ctx.note("prediction", String.valueOf(in.get("value")));
            return in.get("value");
        });
    }

    /** Saves a picture: keeps the notes it sees. */
    private static NodeType saving(List<Context.Note> seen) {
        return Toy.of("Save").in("value", "*").out("*").gives((in, ctx) -> {
            seen.clear();
            seen.addAll(ctx.notes());
            return in.get("value");
        });
    }

    private static Flow notedAndSaved(String noteId, String extra) {
        return new Flow()
                .node(noteId, "Note", "value", "v")
                .node("same", "Same", "value", link(noteId, 0))
                .node("save", "Save", "value", link("same", 0), "extra", extra)
                .node("show", "Show", "value", link("save", 0));
    }

    @Test
    void aNodeSeesWhatTheNodesItDependsOnNoted() {
        List<Context.Note> seen = new ArrayList<>();
        try (Bench bench = new Bench(noting(), saving(seen))) {
            bench.run(notedAndSaved("note", ""));

            assertThat(seen).containsExactly(new Context.Note("note", "prediction", "v", Optional.empty()));
        }
    }

    @Test
    void notesStayWithResultsInTheCacheUnderTheIdsOfTheNewRun() {
        List<Context.Note> seen = new ArrayList<>();
        try (Bench bench = new Bench(noting(), saving(seen))) {
            bench.run(notedAndSaved("note", "first"));

            bench.run(notedAndSaved("renamed", "second"));

            assertThat(bench.cached()).contains("renamed", "same");
            assertThat(seen).containsExactly(new Context.Note("renamed", "prediction", "v", Optional.empty()));
        }
    }

    @Test
    void notesOfSourcesComeFirstAndEachOnce() {
        List<Context.Note> seen = new ArrayList<>();
        try (Bench bench = new Bench(noting(), saving(seen))) {
            bench.run(new Flow()
                    .node("a", "Note", "value", "1")
                    .node("b", "Note", "value", link("a", 0))
                    .node("both", "MakeList", "value1", link("a", 0), "value2", link("b", 0))
                    .node("save", "Save", "value", link("both", 0))
                    .node("show", "Show", "value", link("save", 0)));

            assertThat(seen).extracting(Context.Note::nodeId).containsExactly("a", "b");
        }
    }

    @Test
    void notesOfNodesThatWereAddedReachWhatFollowsTheirParent() {
        List<Context.Note> seen = new ArrayList<>();
        NodeType expanding = Toy.of("Expand").out("*").does((in, ctx) -> {
            ctx.note("model", "mine");
            return new Outcome.Expansion(
                    new Flow().node(ctx.idPrefix() + "1", "Note", "value", "v").workflow(),
                    List.of(link(ctx.idPrefix() + "1", 0)),
                    Shown.NOTHING);
        });
        try (Bench bench = new Bench(noting(), saving(seen), expanding)) {
            bench.run(new Flow()
                    .node("1", "Expand")
                    .node("save", "Save", "value", link("1", 0))
                    .node("show", "Show", "value", link("save", 0)));

            assertThat(seen).extracting(Context.Note::nodeId).containsExactly("1.0.0.1", "1");
        }
    }

    @Test
    void notesReachAddedNodesThatAreGivenAValueAtHand() {
        List<Context.Note> seen = new ArrayList<>();
        NodeType expanding = Toy.of("Expand")
                .in("value", "*")
                .out("*")
                .does((in, ctx) -> new Outcome.Expansion(
                        new Flow()
                                .node(
                                        ctx.idPrefix() + "1",
                                        "Save",
                                        "value",
                                        new Input.Value(in.get("value", Object.class)))
                                .workflow(),
                        List.of(link(ctx.idPrefix() + "1", 0)),
                        Shown.NOTHING));
        try (Bench bench = new Bench(noting(), saving(seen), expanding)) {
            bench.run(new Flow()
                    .node("note", "Note", "value", "v")
                    .node("1", "Expand", "value", link("note", 0))
                    .node("show", "Show", "value", link("1", 0)));

            assertThat(seen).extracting(Context.Note::nodeId).containsExactly("note");
        }
    }

    @Test
    void usedFilesAreNotesWithAPath() {
        List<Context.Note> seen = new ArrayList<>();
        Path file = Path.of("models", "checkpoints", "small.safetensors");
        NodeType using = Toy.of("Use").out("*").gives((in, ctx) -> {
            ctx.uses("checkpoints", file);
            return "model";
        });
        try (Bench bench = new Bench(using, saving(seen))) {
            bench.run(new Flow()
                    .node("1", "Use")
                    .node("save", "Save", "value", link("1", 0))
                    .node("show", "Show", "value", link("save", 0)));

            assertThat(seen)
                    .containsExactly(new Context.Note("1", "checkpoints", "small.safetensors", Optional.of(file)));
        }
    }

    @Test
    void thePictureTextIsMadeFromTheNodeAndItsNotes() {
        List<String> made = new ArrayList<>();
        NodeType saving = Toy.of("Save").in("value", "*").out("*").gives((in, ctx) -> {
            made.add(ctx.pictureText().get("text"));
            return in.get("value");
        });
        try (Bench bench = new Bench(noting(), saving)) {
            RunRequest request = RunRequest.of("prompt", bench.validate(notedAndSaved("note", "")))
                    .withPictureText((id, notes) -> Map.of("text", id + " " + notes.size()));

            bench.run(request);

            assertThat(made).containsExactly("save 1");
        }
    }

    @Test
    void progressPreviewsPicturesAndWarningsReachTheListenerInOrder() {
        NodeType talking = Toy.of("Talk").out("*").gives((in, ctx) -> {
            ctx.progress(1, 2);
            ctx.preview(PICTURE);
            ctx.warn("Too bright.");
            ctx.send(PICTURE);
            return ctx.previews().name();
        });
        try (Bench bench = new Bench(talking)) {
            Flow flow = new Flow().node("1", "Talk").node("2", "Show", "value", link("1", 0));

            bench.run(RunRequest.of("prompt", bench.validate(flow)).withPreviews(PreviewMethod.TAESD));

            assertThat(bench.events())
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly(
                            "RunStarted",
                            "CachedNodes",
                            "NodeStarted",
                            "Progressed",
                            "Previewed",
                            "Warned",
                            "PictureSent",
                            "NodeFinished",
                            "NodeStarted",
                            "NodeFinished",
                            "RunFinished");
            assertThat(bench.events()).extracting(Event::promptId).containsOnly("prompt");
            assertThat(bench.shown("2")).containsExactly("TAESD");
        }
    }

    @Test
    void progressIsToldInTheKindOfNumberTheNodeCountsIn() {
        NodeType counting = Toy.of("Counting").out("*").gives((in, ctx) -> {
            ctx.progress(1, 2);
            ctx.progress(0.25, 0.5);
            return "done";
        });
        try (Bench bench = new Bench(counting)) {
            bench.run(new Flow().node("1", "Counting").node("2", "Show", "value", link("1", 0)));

            assertThat(bench.events(Event.Progressed.class))
                    .extracting(Event.Progressed::value, Event.Progressed::max)
                    .containsExactly(tuple(1, 2), tuple(0.25, 0.5));
        }
    }

    @Test
    void theHighestMemorySeenWhileANodeWorksIsItsPeak() {
        AtomicLong memory = new AtomicLong(100);
        NodeType hungry = Toy.of("Hungry").out("*").gives((in, ctx) -> {
            memory.set(900);
            ctx.progress(1, 1);
            memory.set(200);
            return "full";
        });
        try (Bench bench = new Bench(options -> options.withGauge(memory::get).withParallelBranches(1), hungry)) {
            bench.run(new Flow().node("1", "Hungry").node("2", "Show", "value", link("1", 0)));

            assertThat(bench.events(Event.NodeFinished.class))
                    .extracting(Event.NodeFinished::peakBytes)
                    .containsExactly(900L, 200L);
        }
    }

    @Test
    void theDefaultGaugeMeasuresSomething() {
        assertThat(ProcessMemory.gauge().bytesInUse()).isGreaterThan(1_000_000);
    }
}

package io.darkroom.server.sweep;

import io.darkroom.api.extension.Folders;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Shown.SavedFile;
import io.darkroom.api.picture.Cell;
import io.darkroom.api.picture.LabelledSheet;
import io.darkroom.api.picture.LabelledSheet.Axis;
import io.darkroom.api.picture.LabelledSheet.Look;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.CancelledException;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.NodeRef;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.picture.A1111Parameters;
import io.darkroom.format.picture.PictureLock;
import io.darkroom.queue.Job;
import io.darkroom.queue.Store;
import io.darkroom.server.prompt.PromptBody;
import io.darkroom.server.work.Specialist;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits for the cells of a sweep and lays their pictures out on a sheet, which it saves as any node saves a picture. */
final class SheetMaker implements Specialist {
    /** The node that clients see; no workflow has it. */
    static final NodeRef NODE = new NodeRef("sweep", "sweep", Optional.empty(), "sweep", "Sweep", "Sweep");

    private static final Postponement NOT_YET = new Postponement(
            Duration.ofMillis(500), "Its turn came while its cells still waited or ran; it waited for them.");

    /** A single axis with more values is shown in several lines. */
    private static final int LONGEST_LINE = 8;
    /** Many programs show no picture that is wider. */
    private static final int MOST_SIDE = 16_000;

    private final Store store;
    private final Folders folders;
    private final SweepLimits limits;

    SheetMaker(Store store, Folders folders, SweepLimits limits) {
        this.store = store;
        this.folders = folders;
        this.limits = limits;
    }

    @Override
    public boolean means(PromptBody body) {
        return Sweep.isSheet(body);
    }

    @Override
    public Optional<Postponement> postponed(Job job, PromptBody body) {
        Sweep sweep = Sweep.of(job, body);
        for (int place = 0; place < sweep.cells(); place++) {
            if (store.queue().find(sweep.cellId(place)).isPresent()) {
                return Optional.of(NOT_YET);
            }
        }
        return Optional.empty();
    }

    @Override
    public Done run(Job job, PromptBody body, RunRequest request, Consumer<? super Event> listener) {
        long start = System.nanoTime();
        Sweep sweep = Sweep.of(job, body);
        List<CellState> states = states(sweep, store);
        listener.accept(new Event.RunStarted(job.id()));
        listener.accept(new Event.CachedNodes(job.id(), List.of()));
        listener.accept(new Event.NodeStarted(job.id(), NODE));
        Ending ending;
        List<Event.NodeFinished> nodes = new ArrayList<>();
        try {
            SavedFile file = SheetFile.save(
                    sheet(sweep, states, request.cancellation()).draw(), texts(sweep, request), folders.output());
            ending = new Ending.Succeeded();
            Event.NodeFinished finished = new Event.NodeFinished(
                    job.id(), NODE, Event.Origin.RAN, Shown.images(List.of(file)), since(start), 0);
            nodes.add(finished);
            listener.accept(finished);
        } catch (CancelledException e) {
            ending = new Ending.Interrupted(Optional.of(NODE));
        } catch (IOException e) {
            throw new UncheckedIOException("The sheet of the sweep cannot be saved: " + e.getMessage(), e);
        }
        listener.accept(new Event.RunFinished(job.id(), ending));
        return new Done(new RunResult(job.id(), ending, nodes, List.of(), since(start)), figures(sweep, states));
    }

    static List<CellState> states(Sweep sweep, Store store) {
        List<CellState> states = new ArrayList<>();
        for (int place = 0; place < sweep.cells(); place++) {
            states.add(CellState.of(sweep, place, store));
        }
        return states;
    }

    private static Map<String, @Nullable Object> figures(Sweep sweep, List<CellState> states) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("axes", sweep.axesToJson());
        figures.put("cells", states.stream().map(CellState::toJson).toList());
        return Map.of(Sweep.TOPIC, figures);
    }

    /** The texts of a picture, but for what would say that one run made it. */
    private static Map<String, String> texts(Sweep sweep, RunRequest request) {
        Map<String, String> texts = new LinkedHashMap<>(request.pictureText().of(NODE.id(), List.of()));
        if (!texts.isEmpty()) {
            texts.remove(A1111Parameters.KEYWORD);
            texts.remove(PictureLock.KEYWORD);
            texts.put(Sweep.TOPIC, JsonText.of(sweep.axesToJson()));
        }
        return texts;
    }

    private LabelledSheet sheet(Sweep sweep, List<CellState> states, Cancellation cancellation) {
        String title = sweep.axes().stream().map(SweepAxis::name).collect(Collectors.joining(" × "));
        List<Cell> cells =
                states.stream().map(state -> cell(state, cancellation)).toList();
        if (sweep.axes().size() == 1 && cells.size() > LONGEST_LINE) {
            return broken(title, sweep.axes().get(0), cells);
        }
        Axis columns = axis(sweep, 0);
        return new LabelledSheet(
                title, columns, axis(sweep, 1), axis(sweep, 2), cells, look(cells.size(), columns.size()));
    }

    /** One long line of pictures as several lines, each a small sheet of its own. */
    private LabelledSheet broken(String title, SweepAxis axis, List<Cell> cells) {
        int columns = (int) Math.ceil(Math.sqrt(1.5 * cells.size())); // wider than high, as screens are
        Look look = look(cells.size(), columns);
        List<Cell> lines = new ArrayList<>();
        for (int from = 0; from < cells.size(); from += columns) {
            int to = Math.min(from + columns, cells.size());
            Axis part = new Axis("", axis.labels().subList(from, to));
            lines.add(Cell.of(new LabelledSheet("", part, Axis.NONE, Axis.NONE, cells.subList(from, to), look).draw()));
        }
        Axis below = new Axis("", Collections.nCopies(lines.size(), ""));
        return new LabelledSheet(title, Axis.NONE, below, Axis.NONE, lines, look.withCellSide(MOST_SIDE));
    }

    private static Axis axis(Sweep sweep, int index) {
        return index < sweep.axes().size()
                ? new Axis(
                        sweep.axes().get(index).name(), sweep.axes().get(index).labels())
                : Axis.NONE;
    }

    /** With cells of the pictures' own size, or as large as lets all of them fit. */
    private Look look(int cells, int columns) {
        double fitting = Math.min(Math.sqrt((double) limits.sheetPixels() / cells), (double) MOST_SIDE / columns);
        return Look.standard().withCellSide((int) Math.max(16, Math.min(1024, fitting)));
    }

    private Cell cell(CellState state, Cancellation cancellation) {
        if (state.status() != CellState.Status.SUCCESS || state.pictures().isEmpty()) {
            return Cell.missing(state.trouble());
        }
        Path file = path(state.pictures().get(0));
        try {
            CellPicture picture = CellPicture.measure(file);
            return new Cell.Picture(picture.width(), picture.height(), () -> read(picture, cancellation));
        } catch (IOException e) {
            return Cell.missing("Its picture " + file.getFileName() + " is gone or cannot be read.");
        }
    }

    private static BufferedImage read(CellPicture picture, Cancellation cancellation) {
        cancellation.check();
        try {
            return picture.read();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The picture \"" + picture.file().getFileName() + "\" of a cell cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private Path path(SavedFile file) {
        return folders.folders(file.type()).get(0).resolve(file.subfolder()).resolve(file.filename());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

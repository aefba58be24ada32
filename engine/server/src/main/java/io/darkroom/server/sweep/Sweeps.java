package io.darkroom.server.sweep;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.engine.validate.Validation;
import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Draft;
import io.darkroom.queue.Job;
import io.darkroom.server.Parts;
import io.darkroom.server.event.Announcer;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.prompt.PromptBody;
import io.darkroom.server.work.Specialist;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sweeps of a server: turns one prompt into the jobs of its cells and its sheet, runs lost cells again, tells how far
 * they are, and cancels the cells of a cancelled sweep. Safe for concurrent use.
 */
public final class Sweeps implements AutoCloseable {
    private final Parts parts;
    private final SweepLimits limits;
    private final SheetMaker sheets;
    private final SweepWatch watch;

    public Sweeps(Parts parts, Announcer announcer) {
        this.parts = parts;
        this.limits = SweepLimits.standard();
        this.sheets = new SheetMaker(parts.store(), parts.folders(), limits);
        this.watch = new SweepWatch(parts.store(), announcer, parts.clock());
    }

    /**
     * A prompt that asks for a sweep.
     *
     * @param id becomes the sheet's; those of the cells are made from it
     * @param place of all its jobs
     * @param body with the workflow before anything is set
     * @param targets the outputs that were asked for; empty: all
     */
    public record Order(String id, String owner, Draft.Place place, PromptBody body, Optional<Set<String>> targets) {}

    /** Who makes the sheets. */
    public Specialist specialist() {
        return sheets;
    }

    /**
     * All jobs of a sweep, checked, to be submitted together: the cells in the order in which they are best run, and the
     * sheet behind them.
     *
     * @param sweep what the client asked for
     * @throws HttpProblem 400 if it is no sweep, or a cell cannot run
     */
    public List<Draft> drafts(Order order, JsonPart sweep) {
        List<SweepAxis> axes = SweepAxis.readAll(sweep, limits.cells());
        Function<Workflow, Validation> check = workflow -> order.targets()
                .map(targets -> parts.validator().validate(workflow, targets))
                .orElseGet(() -> parts.validator().validate(workflow));
        List<SweepCell> cells = SweepPlan.cells(order.body().workflow(), axes, parts.catalogue()::find, check, limits);
        watch.expect(order.id());
        return drafts(order, axes, cells, cells);
    }

    /**
     * The jobs that run the lost cells of a sweep again, and its sheet once more.
     *
     * @throws HttpProblem 400 if a cell cannot run any more; 409 if none is lost
     */
    List<Draft> retry(Sweep sweep) {
        Set<String> targets = Set.copyOf(sweep.body().targets());
        List<SweepCell> cells = SweepPlan.cells(
                sweep.body().workflow(),
                sweep.axes(),
                parts.catalogue()::find,
                workflow -> parts.validator().validate(workflow, targets),
                limits);
        List<SweepCell> lost = cells.stream()
                .filter(cell -> CellState.of(sweep, cell.place(), parts.store())
                        .status()
                        .isLost())
                .toList();
        if (lost.isEmpty()) {
            throw new HttpProblem(
                    409,
                    "nothing_to_retry",
                    "No cell of sweep " + sweep.job().id() + " failed or was cancelled; there is nothing to run again.",
                    "");
        }
        Job job = sweep.job();
        watch.expect(job.id());
        Order order = new Order(job.id(), job.owner(), new Draft.Place.Back(), sweep.body(), Optional.of(targets));
        return drafts(order, sweep.axes(), cells, lost);
    }

    private static List<Draft> drafts(Order order, List<SweepAxis> axes, List<SweepCell> all, List<SweepCell> wanted) {
        List<Draft> drafts = new ArrayList<>();
        for (SweepCell cell : wanted) {
            drafts.add(new Draft(
                    SweepCell.id(order.id(), cell.place()),
                    order.owner(),
                    order.place(),
                    body(order.body(), cell, Sweep.cell(order.id(), cell)).toJson()));
        }
        SweepCell first =
                all.stream().filter(cell -> cell.place() == 0).findFirst().orElseThrow();
        drafts.add(new Draft(
                order.id(),
                order.owner(),
                order.place(),
                body(order.body(), first, Sweep.sheet(axes)).toJson()));
        if (order.place() instanceof Draft.Place.Front) {
            Collections.reverse(drafts); // each goes before the one that was submitted before it
        }
        return List.copyOf(drafts);
    }

    private static PromptBody body(PromptBody base, SweepCell cell, Map<String, @Nullable Object> sweep) {
        Map<String, @Nullable Object> extensions = new LinkedHashMap<>(base.extensions());
        extensions.putAll(sweep);
        return new PromptBody(cell.workflow(), base.extraData(), cell.targets(), base.number(), extensions);
    }

    @Override
    public void close() {
        watch.close();
    }
}

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
import io.darkroom.server.prompt.PromptExtension;
import io.darkroom.server.prompt.ReadyPrompt;
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
 * The sweeps of a server: turns a prompt with the member {@code sweep} into the jobs of its cells and its sheet, runs lost
 * cells again, tells how far they are, and cancels the cells of a cancelled sweep. Safe for concurrent use.
 */
public final class Sweeps implements PromptExtension, AutoCloseable {
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

    /** Who makes the sheets. */
    public Specialist specialist() {
        return sheets;
    }

    @Override
    public Optional<Plan> plan(JsonPart envelope, ReadyPrompt prompt) {
        JsonPart asked = envelope.get(Sweep.TOPIC);
        if (asked.isAbsent()) {
            return Optional.empty();
        }
        List<SweepAxis> axes = SweepAxis.readAll(asked, limits.cells());
        List<SweepCell> cells = cells(prompt.body(), axes);
        return Optional.of(new Plan() {
            @Override
            public List<ReadyPrompt> prompts(ReadyPrompt sheet) {
                watch.expect(sheet.id());
                return jobs(sheet, axes, cells, cells);
            }
        });
    }

    /**
     * The jobs that run the lost cells of a sweep again, and its sheet once more.
     *
     * @throws HttpProblem 400 if a cell cannot run any more; 409 if none is lost
     */
    List<Draft> retry(Sweep sweep) {
        List<SweepCell> cells = cells(sweep.body(), sweep.axes());
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
        ReadyPrompt sheet = new ReadyPrompt(job.id(), job.owner(), new Draft.Place.Back(), sweep.body());
        return jobs(sheet, sweep.axes(), cells, lost).stream()
                .map(ReadyPrompt::draft)
                .toList();
    }

    private List<SweepCell> cells(PromptBody body, List<SweepAxis> axes) {
        Set<String> targets = Set.copyOf(body.targets());
        Function<Workflow, Validation> check = workflow -> parts.validator().validate(workflow, targets);
        return SweepPlan.cells(body.workflow(), axes, parts.catalogue()::find, check, limits);
    }

    /** The wanted cells in the order in which they are best run, and the sheet. */
    private List<ReadyPrompt> jobs(
            ReadyPrompt sheet, List<SweepAxis> axes, List<SweepCell> all, List<SweepCell> wanted) {
        PicturedWorkflow pictured = PicturedWorkflow.of(sheet.body(), parts.catalogue()::find);
        List<ReadyPrompt> jobs = new ArrayList<>();
        for (SweepCell cell : wanted) {
            jobs.add(new ReadyPrompt(
                    SweepCell.id(sheet.id(), cell.place()),
                    sheet.owner(),
                    sheet.place(),
                    body(sheet.body(), cell, pictured.extraData(cell.workflow()), Sweep.cell(sheet.id(), cell))));
        }
        if (sheet.place() instanceof Draft.Place.Front) {
            Collections.reverse(jobs); // each goes before the one that was submitted before it
        }
        SweepCell first =
                all.stream().filter(cell -> cell.place() == 0).findFirst().orElseThrow();
        jobs.add(sheet.with(body(sheet.body(), first, sheet.body().extraData(), Sweep.sheet(axes))));
        return List.copyOf(jobs);
    }

    private static PromptBody body(
            PromptBody base,
            SweepCell cell,
            Map<String, @Nullable Object> extraData,
            Map<String, @Nullable Object> sweep) {
        Map<String, @Nullable Object> extensions = new LinkedHashMap<>(base.extensions());
        extensions.putAll(sweep);
        return new PromptBody(cell.workflow(), extraData, cell.targets(), base.number(), extensions);
    }

    @Override
    public void close() {
        watch.close();
    }
}

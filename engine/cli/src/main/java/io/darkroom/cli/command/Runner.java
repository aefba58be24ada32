package io.darkroom.cli.command;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Widget;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.Versions;
import io.darkroom.cli.report.Plan;
import io.darkroom.cli.report.Report;
import io.darkroom.cli.workflow.Job;
import io.darkroom.cli.workflow.WrongFileException;
import io.darkroom.engine.run.PictureText;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.validate.Problem;
import io.darkroom.engine.validate.Validation;
import io.darkroom.format.picture.SavedTexts;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Opens, checks and runs workflow files on a workbench, and reports each step. */
final class Runner {
    private final Surroundings surroundings;
    private final Workbench bench;
    private final Report report;
    private final Metadata metadata;
    private final Cancellation stop;
    private int runs;

    Runner(Surroundings surroundings, Workbench bench, Report report, Metadata metadata, Cancellation stop) {
        this.surroundings = surroundings;
        this.bench = bench;
        this.report = report;
        this.metadata = metadata;
        this.stop = stop;
    }

    /**
     * Opens and checks all files and reports all that is wrong with them.
     *
     * @return empty if anything is wrong
     */
    List<Job> open(List<Path> files, Job.Wishes wishes) {
        List<Job> jobs = new ArrayList<>();
        boolean wrong = false;
        for (Path file : files) {
            try {
                Job job = Job.open(file.toString(), surroundings.resolve(file), wishes, bench.catalogue()::find);
                Validation validation = bench.validator().validate(job.workflow(0, now()));
                if (validation.isClean()) {
                    Stream.concat(job.file().notices().stream(), validation.remarks().stream())
                            .forEach(remark -> report.remark(job.name() + ": " + remark));
                } else {
                    report.wrong(
                            job.name(),
                            validation.problems().stream()
                                    .map(Problem::sentence)
                                    .toList());
                    wrong = true;
                }
                jobs.add(job);
            } catch (WrongFileException e) {
                report.wrong(file.toString(), List.of(e.problem()));
                wrong = true;
            }
        }
        return wrong ? List.of() : jobs;
    }

    /** Runs all jobs, also those after one that fails; the repeats of a failed one are left out. */
    int run(List<Job> jobs, int repeats) {
        boolean failed = false;
        for (Job job : jobs) {
            if (repeats > 1 && job.workflow(0, now()).equals(job.workflow(1, now()))) {
                report.remark(job.name() + ": all runs will be the same; its seeds are fixed, or it has none.");
            }
            for (int repeat = 0; repeat < repeats; repeat++) {
                if (stop.requested()) {
                    return ExitCode.STOPPED;
                }
                if (!run(job, repeat, repeats).succeeded()) {
                    failed = true;
                    break;
                }
            }
        }
        return stop.requested() ? ExitCode.STOPPED : failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Reports what would run. */
    int plan(List<Job> jobs) {
        for (Job job : jobs) {
            Validation validation = bench.validator().validate(job.workflow(0, now()));
            Set<String> needed = validation.graph().needed(validation.goodOutputs());
            List<Plan.Step> steps = new ArrayList<>();
            validation.workflow().nodes().forEach((id, node) -> {
                if (needed.contains(id)) {
                    steps.add(new Plan.Step(id, node.type(), node.title().orElse(node.type()), files(node)));
                }
            });
            report.planned(new Plan(job.name(), steps));
        }
        return ExitCode.DONE;
    }

    private Map<String, Path> files(WorkflowNode node) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (InputSlot slot :
                bench.catalogue().find(node.type()).map(NodeType::inputs).orElse(List.of())) {
            if (slot.widget().orElse(null) instanceof Widget.Choice choice
                    && choice.folder().isPresent()
                    && node.inputs().get(slot.name()) instanceof Input.Constant constant
                    && constant.value() instanceof String name) {
                files.put(
                        slot.name(),
                        bench.folders().find(choice.folder().get(), name).path());
            }
        }
        return files;
    }

    RunResult run(Job job, int repeat, int repeats) {
        Workflow workflow = job.workflow(repeat, now());
        Validation validation = bench.validator().validate(workflow);
        runs++;
        String id = Integer.toString(runs);
        report.starting(new Report.Start(
                id,
                job.name(),
                repeat + 1,
                repeats,
                job.seed(workflow),
                validation.graph().needed(validation.goodOutputs()).size()));
        PictureText text = switch (metadata) {
            case NONE -> PictureText.NONE;
            case WHOLE ->
                new SavedTexts(
                        job.pictureText(validation.workflow()),
                        validation.workflow(),
                        bench.folders(),
                        file -> bench.hashes().of(file).sha256(),
                        Versions.engine())::of;
        };
        RunRequest request = RunRequest.of(id, validation).withPictureText(text).withCancellation(stop);
        return bench.engine().run(request, report::accept);
    }

    private ZonedDateTime now() {
        return ZonedDateTime.now(surroundings.clock());
    }
}

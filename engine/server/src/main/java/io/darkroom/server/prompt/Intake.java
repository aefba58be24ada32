package io.darkroom.server.prompt;

import io.darkroom.engine.validate.Problem;
import io.darkroom.engine.validate.Problem.Kind;
import io.darkroom.engine.validate.Validation;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.queue.Draft.Place;
import io.darkroom.queue.Job;
import io.darkroom.server.Parts;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes prompts in: reads them, checks them, and puts the good ones on disk. Safe for concurrent use. */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Parts parts;
    private final Submissions submissions;
    private final List<PromptExtension> extensions;

    public Intake(Parts parts, Submissions submissions, List<PromptExtension> extensions) {
        this.parts = parts;
        this.submissions = submissions;
        this.extensions = List.copyOf(extensions);
    }

    /**
     * Accepts the prompt that a request holds, or says what is wrong with it.
     *
     * @throws HttpProblem 400 if the request is malformed
     * @throws io.darkroom.queue.RefusedException if the queue does not take it
     */
    public Verdict accept(Context request) throws IOException {
        Posted posted = PostedReader.read(request);
        LOG.info("got prompt");
        Envelope envelope = new Envelope(posted.envelope());
        Place place = envelope.place();
        Verdict verdict;
        try {
            verdict = accept(posted, envelope, place, request);
        } catch (HttpProblem | WorkflowFileException e) {
            spend(place);
            throw e;
        }
        if (verdict instanceof Verdict.Refused refused) {
            spend(place);
            LOG.info("The prompt was refused: {} {}", refused.message(), String.join(" ", refused.sentences()));
        }
        return verdict;
    }

    /** ComfyUI counts prompts before it looks at them. */
    private void spend(Place place) {
        if (!(place instanceof Place.At)) {
            parts.store().queue().spendNumber();
        }
    }

    /**
     * Reads and checks the prompt that a request holds, and does nothing with it.
     *
     * @throws HttpProblem 400 if the request is malformed
     */
    public Examined examine(Context request) throws IOException {
        Posted posted = PostedReader.read(request);
        Envelope envelope = new Envelope(posted.envelope());
        return examine(posted, envelope, envelope.place(), request);
    }

    private Verdict accept(Posted posted, Envelope envelope, Place place, Context request) throws IOException {
        Examined examined = examine(posted, envelope, place, request);
        if (examined instanceof Examined.Good good) {
            return submit(good, posted, request);
        }
        return ((Examined.Wrong) examined).verdict();
    }

    private Examined examine(Posted posted, Envelope envelope, Place place, Context request) throws IOException {
        Optional<SubmittedWorkflow> found = submissions.read(posted, envelope.settings(), request);
        if (found.isEmpty()) {
            return new Examined.Wrong(refuse(
                    "no_prompt",
                    "No prompt provided",
                    "No prompt provided",
                    "The body has no \"prompt\"; send a workflow as \"prompt\" (API format) or \"workflow\"."));
        }
        SubmittedWorkflow submitted = found.get();
        Map<String, @Nullable Object> extra = envelope.extraData();
        Validation validation = envelope.targets()
                .map(targets -> parts.validator().validate(submitted.workflow(), targets))
                .orElseGet(() -> parts.validator().validate(submitted.workflow()));
        Optional<Verdict.Refused> wrong = wrongAsAWhole(submitted, validation);
        if (wrong.isPresent()) {
            return new Examined.Wrong(wrong.get());
        }
        Map<String, Object> errors = validation.isClean()
                ? Map.of()
                : new NodeErrors(parts.catalogue(), submitted.seen(extra)).toJson(validation);
        if (validation.goodOutputs().isEmpty() || (envelope.isStrict() && !validation.isClean())) {
            return new Examined.Wrong(failed(validation, errors));
        }
        PromptBody body = new PromptBody(
                validation.workflow(),
                submitted.withEditorForm(extra),
                validation.goodOutputs(),
                place instanceof Place.At at ? Optional.of(at.number()) : Optional.empty(),
                Map.of());
        return new Examined.Good(
                new ReadyPrompt(envelope.promptId(), Router.principal(request).owner(), place, body),
                errors,
                Stream.concat(submitted.notices().stream(), validation.remarks().stream())
                        .toList());
    }

    private Verdict submit(Examined.Good good, Posted posted, Context request) {
        List<ReadyPrompt> prompts = List.of(good.prompt());
        List<PromptExtension.Plan> plans = new ArrayList<>();
        for (PromptExtension extension : extensions) {
            ReadyPrompt last = prompts.get(prompts.size() - 1);
            Optional<PromptExtension.Plan> plan = extension.plan(posted.envelope(), last);
            if (plan.isPresent()) {
                plans.add(plan.get());
                prompts = Stream.concat(prompts.stream().limit(prompts.size() - 1L), plan.get().prompts(last).stream())
                        .toList();
            }
        }
        OwnPictures own = new OwnPictures(parts, Router.principal(request));
        prompts.forEach(prompt -> own.require(prompt.body().workflow()));
        List<Job> jobs = parts.store()
                .queue()
                .submit(prompts.stream().map(ReadyPrompt::draft).toList());
        Job job = jobs.get(jobs.size() - 1);
        plans.forEach(plan -> plan.accepted(job, request));
        return new Verdict.Accepted(job, prompts.get(prompts.size() - 1).body(), good.nodeErrors(), good.remarks());
    }

    /** What makes all of the prompt wrong, in ComfyUI's order: the first node without a known class, then no outputs. */
    private Optional<Verdict.Refused> wrongAsAWhole(SubmittedWorkflow submitted, Validation validation) {
        Map<String, Problem> unknown = validation.problems().stream()
                .filter(problem -> problem.kind() == Kind.UNKNOWN_NODE_TYPE)
                .collect(Collectors.toMap(
                        problem -> problem.nodeId().orElseThrow(),
                        problem -> problem,
                        (a, b) -> a,
                        LinkedHashMap::new));
        for (String id : submitted.order()) {
            if (!submitted.workflow().nodes().containsKey(id)) {
                return Optional.of(new Verdict.Refused(
                        "invalid_prompt",
                        "Cannot execute because a node is missing the class_type property.",
                        "Node ID '#" + id + "'",
                        Map.of(),
                        List.copyOf(submitted.malformed().values())));
            }
            Problem problem = unknown.get(id);
            if (problem != null) {
                return Optional.of(new Verdict.Refused(
                        "invalid_prompt",
                        problem.message(),
                        problem.details(),
                        Map.of(),
                        unknown.values().stream().map(Problem::sentence).toList()));
            }
        }
        Optional<Verdict.Refused> general = validation.problems().stream()
                .filter(problem -> problem.kind().concernsAll())
                .findFirst()
                .map(problem -> refuse(problem.kind().id(), problem.message(), problem.details(), problem.sentence()));
        return general.or(() -> malformedWhereItMatters(submitted, validation));
    }

    private static Optional<Verdict.Refused> malformedWhereItMatters(
            SubmittedWorkflow submitted, Validation validation) {
        if (submitted.malformed().isEmpty()) {
            return Optional.empty();
        }
        var needed = validation.graph().needed(validation.outputs());
        List<String> sentences = submitted.malformed().entrySet().stream()
                .filter(entry -> needed.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return sentences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Refused(
                        "invalid_prompt", "Prompt is malformed", String.join("\n", sentences), Map.of(), sentences));
    }

    private static Verdict.Refused failed(Validation validation, Map<String, Object> errors) {
        String ofOutputs = validation.problems().stream()
                .filter(problem ->
                        problem.nodeId().filter(validation.outputs()::contains).isPresent())
                .map(problem -> problem.message() + ": " + problem.details())
                .collect(Collectors.joining("\n"));
        return new Verdict.Refused(
                "prompt_outputs_failed_validation",
                "Prompt outputs failed validation",
                ofOutputs,
                errors,
                validation.problems().stream().map(Problem::sentence).toList());
    }

    private static Verdict.Refused refuse(String type, String message, String details, String sentence) {
        return new Verdict.Refused(type, message, details, Map.of(), List.of(sentence));
    }
}

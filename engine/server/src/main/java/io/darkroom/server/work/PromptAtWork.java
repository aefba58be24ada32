package io.darkroom.server.work;

import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.engine.run.CancelSwitch;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.Failure;
import io.darkroom.engine.run.NodeRef;
import io.darkroom.engine.run.PictureText;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.validate.Problem;
import io.darkroom.engine.validate.Validation;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.picture.SavedTexts;
import io.darkroom.format.prompt.ApiPrompt;
import io.darkroom.queue.Job;
import io.darkroom.queue.Lease;
import io.darkroom.queue.LostLeaseException;
import io.darkroom.queue.Outcome;
import io.darkroom.queue.Outputs;
import io.darkroom.server.event.Endings;
import io.darkroom.server.event.Message;
import io.darkroom.server.event.PromptAudience;
import io.darkroom.server.event.RunMessages;
import io.darkroom.server.prompt.PromptBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One prompt on its way from the queue to the history. {@link #run} belongs to one worker; all else may come from other
 * threads.
 */
final class PromptAtWork {
    private static final Logger log = LoggerFactory.getLogger(PromptAtWork.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Workshop shop;
    private final Lease lease;
    private final Instant started;
    private final CancelSwitch stop = new CancelSwitch();
    private final CountDownLatch givingBack = new CountDownLatch(1);
    private volatile @Nullable Why stopped;
    private volatile @Nullable PromptAudience audience;
    private volatile @Nullable RunMessages messages;
    private volatile Optional<String> trouble = Optional.empty();

    /** Why it is to stop; the first reason counts. */
    private enum Why {
        CANCELLED,
        /** The server ends; the prompt goes back to the queue. */
        GIVEN_BACK,
        /** It is another worker's now. */
        LOST
    }

    /** How it ended. */
    private record Ended(Outcome outcome, Message.Event event, List<Outputs.Picture> pictures) {}

    PromptAtWork(Workshop shop, Lease lease) {
        this.shop = shop;
        this.lease = lease;
        this.started = shop.parts().clock().instant();
    }

    Foreman.Running running() {
        PromptAudience told = audience;
        return new Foreman.Running(
                job().id(), job().owner(), told == null ? Optional.empty() : told.clientId(), started);
    }

    Optional<Foreman.Snapshot> snapshot() {
        RunMessages told = messages;
        return told == null
                ? Optional.empty()
                : Optional.of(new Foreman.Snapshot(job().id(), told.currentNode(), told.progress()));
    }

    /** When there was last a sign of life. */
    Instant lastSign() {
        RunMessages told = messages;
        return told == null ? started : told.lastSign();
    }

    Optional<String> trouble() {
        return trouble;
    }

    void interrupt() {
        stop(Why.CANCELLED);
    }

    /** Stops it and gives it back to the queue, unless it is over first. */
    void giveBack() {
        stop(Why.GIVEN_BACK);
        givingBack.countDown();
    }

    /** Keeps the lease. */
    void beat() {
        try {
            lease.beat();
        } catch (LostLeaseException e) {
            log.warn("{}", e.getMessage());
            stop(Why.LOST);
        }
    }

    private void stop(Why why) {
        synchronized (stop) {
            if (stopped == null) {
                stopped = why;
            }
        }
        stop.cancel();
    }

    private Job job() {
        return lease.job();
    }

    /** Runs it, writes down what came of it, and tells its client. Only the end of the process keeps it from ending. */
    void run() {
        long start = System.nanoTime();
        Optional<Ended> ended;
        try (lease) { // a lease that was not ended goes back to the queue
            lease.onCancel(this::interrupt);
            try {
                ended = work();
            } catch (Throwable thrown) { // whatever it is, it ends this prompt and no other
                log.error("Prompt {} failed outside of its nodes.", job().id(), thrown);
                ended = Optional.of(broken(thrown));
            }
            if (ended.isEmpty() || isToBeDropped(ended.get()) || !keep(ended.get())) {
                return;
            }
        }
        log.info(
                "Prompt executed in {} seconds", String.format(Locale.ROOT, "%.2f", (System.nanoTime() - start) / 1e9));
        tell(told -> told.tellOver(job().id()));
    }

    private void tell(Consumer<PromptAudience> message) {
        PromptAudience told = audience;
        if (told != null) {
            quietly(() -> message.accept(told));
        }
    }

    /** Its history is written: if telling of it fails, that is all that fails. */
    private void quietly(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            log.error("Clients could not be told of the end of prompt {}.", job().id(), e);
        }
    }

    private boolean isToBeDropped(Ended ended) {
        return ended.outcome().kind() == Outcome.Kind.CANCELLED && stopped != Why.CANCELLED;
    }

    /** @return empty if it was given back, to be taken again later */
    private Optional<Ended> work() {
        String id = job().id();
        PromptBody body = PromptBody.fromJson(id, job().body());
        Optional<Specialist> specialist =
                shop.specialists().stream().filter(one -> one.means(body)).findFirst();
        Optional<Specialist.Postponement> postponed = specialist.flatMap(one -> one.postponed(job(), body));
        if (postponed.isPresent()) {
            lease.retryAfter(postponed.get().pause(), postponed.get().why());
            return Optional.empty();
        }
        PromptAudience told = new PromptAudience(shop.announcer(), job().owner(), body.clientId());
        audience = told;
        Validation validation = shop.parts().validator().validate(body.workflow(), Set.copyOf(body.targets()));
        RunMessages run = new RunMessages(
                id,
                validation.workflow(),
                told,
                shop.painter(),
                shop.options().previews().size(),
                shop.parts().clock());
        messages = run;
        if (!validation.isClean()) { // it was when it was accepted: a model or a plugin is gone since
            run.accept(new Event.RunStarted(id));
            Message.Event end = run.end(new Ending.Failed(refused(validation)));
            return Optional.of(new Ended(outcome(Outcome.Kind.FAILED, RunReport.of(run.kept())), end, List.of()));
        }
        RunRequest request = RunRequest.of(id, validation)
                .withPreviews(previews(body))
                .withPictureText(
                        shop.options().disableMetadata() ? PictureText.NONE : pictureText(body, validation.workflow()))
                .withCancellation(stop);
        Specialist.Done done = specialist.isPresent()
                ? specialist.get().run(job(), body, request, run)
                : new Specialist.Done(shop.parts().engine().run(request, run), Map.of());
        return Optional.of(ended(validation, done, run));
    }

    private PictureText pictureText(PromptBody body, Workflow ran) {
        return new SavedTexts(
                forms(body, ran), ran, shop.parts().folders(), shop.parts().models()::hash, Workshop.version())::of;
    }

    /** What goes into pictures as it is: the prompt as it runs, and whatever the editor sent to be kept. */
    private static Map<String, String> forms(PromptBody body, Workflow ran) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("prompt", ApiPrompt.write(ran));
        if (body.extraData().get("extra_pnginfo") instanceof Map<?, ?> extra) {
            extra.forEach((keyword, value) -> forms.put(String.valueOf(keyword), JsonText.of(value)));
        }
        return forms;
    }

    private Ended ended(Validation validation, Specialist.Done done, RunMessages run) {
        RunResult result = done.result();
        Message.Event end = run.end(result.ending());
        if (result.ending() instanceof Ending.Failed failed
                && failed.failure().exceptionType().equals(OutOfMemoryError.class.getName())) {
            shop.makeRoom();
        }
        Outcome.Kind kind = result.succeeded()
                ? Outcome.Kind.SUCCEEDED
                : result.ending() instanceof Ending.Failed ? Outcome.Kind.FAILED : Outcome.Kind.CANCELLED;
        result.nodes().stream()
                .filter(node -> node.origin() == Event.Origin.RAN)
                .forEach(node -> shop.tally().node(node.node().type(), node.duration()));
        List<UsedModels.Model> models =
                UsedModels.of(validation, shop.parts().catalogue(), shop.parts().models());
        SavedPictures pictures = new SavedPictures(
                job().owner(),
                validation.workflow(),
                shop.parts().folders(),
                models.stream()
                        .filter(model -> model.sha256().isPresent())
                        .collect(Collectors.toMap(
                                UsedModels.Model::name, model -> model.sha256().orElse(""), (one, other) -> one)),
                Workshop.version());
        return new Ended(
                outcome(kind, Figures.report(done, run, models)),
                end,
                pictures.of(result, shop.parts().clock().instant()));
    }

    private Ended broken(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            shop.makeRoom();
        }
        RunMessages run = messages;
        List<Message.Event> kept = run == null ? List.of() : run.kept();
        Message.Event end = Endings.failed(
                job().id(),
                Optional.empty(),
                thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage(),
                thrown.getClass().getName(),
                shop.parts().clock().millis());
        List<Message.Event> all = new ArrayList<>(kept);
        all.add(end);
        return new Ended(outcome(Outcome.Kind.FAILED, RunReport.of(all)), end, List.of());
    }

    private static Outcome outcome(Outcome.Kind kind, RunReport report) {
        return new Outcome(kind, report.toJson());
    }

    /**
     * Writes it down, however often that takes: the disk may be full for a while.
     *
     * @return false if it is given back, or another's
     */
    private boolean keep(Ended ended) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            shop.status().hold(); // clients hear of the end before they hear of the shorter queue
            try {
                shop.parts().store().outputs().add(ended.pictures());
                lease.finish(ended.outcome());
                shop.tally()
                        .prompt(
                                ended.outcome().kind(),
                                Duration.between(
                                        running().started(),
                                        shop.parts().clock().instant()));
                trouble = Optional.empty();
                tell(told -> told.tellEnd(ended.event()));
                return true;
            } catch (LostLeaseException e) {
                log.warn("{}", e.getMessage());
                return false;
            } catch (RuntimeException | Error e) {
                trouble = Optional.of("What came of prompt " + job().id() + " cannot be written: " + e.getMessage()
                        + " It is tried again until it can.");
                log.warn("{}", trouble.get(), e);
            } finally {
                quietly(shop.status()::release);
            }
            if (!pause(pause)) {
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** @return false if the server ends meanwhile */
    private boolean pause(Duration pause) {
        try {
            return !givingBack.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private PreviewMethod previews(PromptBody body) {
        PreviewMethod usual = switch (shop.options().previews().method()) {
            case NONE -> PreviewMethod.NONE;
            case AUTO, LATENT2RGB -> PreviewMethod.LATENT2RGB;
            case TAESD -> PreviewMethod.TAESD;
        };
        return switch (String.valueOf(body.extraData().get("preview_method"))) {
            case "none" -> PreviewMethod.NONE;
            case "auto", "latent2rgb" -> PreviewMethod.LATENT2RGB;
            case "taesd" -> PreviewMethod.TAESD;
            default -> usual;
        };
    }

    private static Failure refused(Validation validation) {
        Problem first = validation.problems().get(0);
        String sentences = validation.problems().stream().map(Problem::sentence).collect(Collectors.joining(" "));
        return new Failure(
                first.nodeId().map(id -> new NodeRef(id, id, Optional.empty(), id, first.nodeType(), first.nodeType())),
                sentences,
                sentences,
                first.kind().id(),
                List.of(),
                first.input(),
                Map.of(),
                List.of(),
                List.of());
    }
}

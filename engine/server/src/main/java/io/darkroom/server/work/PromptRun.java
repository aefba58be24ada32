package io.darkroom.server.work;

import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.workflow.Workflow;
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
import io.darkroom.queue.Outcome;
import io.darkroom.server.event.Message;
import io.darkroom.server.event.RunMessages;
import io.darkroom.server.prompt.PromptBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One run of a prompt: checks it again, has it done, and puts together what is kept of it. */
final class PromptRun {
    private final Workshop shop;
    private final Job job;
    private final PromptBody body;
    private final RunMessages messages;
    private final Cancellation stop;

    PromptRun(Workshop shop, Job job, PromptBody body, RunMessages messages, Cancellation stop) {
        this.shop = shop;
        this.job = job;
        this.body = body;
        this.messages = messages;
        this.stop = stop;
    }

    /** @param specialist does it instead of the engine */
    Ended run(Optional<Specialist> specialist) {
        Validation validation = shop.parts().validator().validate(body.workflow(), Set.copyOf(body.targets()));
        if (!validation.isClean()) { // it was when it was accepted: a model or a plugin is gone since
            messages.accept(new Event.RunStarted(job.id()));
            Message.Event end = messages.end(new Ending.Failed(refused(validation)));
            return Ended.of(Outcome.Kind.FAILED, RunReport.of(messages.kept()), end, List.of());
        }
        RunRequest request = RunRequest.of(job.id(), validation)
                .withPreviews(previews())
                .withPictureText(
                        shop.options().disableMetadata() ? PictureText.NONE : pictureText(validation.workflow()))
                .withCancellation(stop);
        Specialist.Done done = specialist.isPresent()
                ? specialist.get().run(job, body, request, messages)
                : new Specialist.Done(shop.parts().engine().run(request, messages), Map.of());
        return ended(validation, done);
    }

    private PictureText pictureText(Workflow ran) {
        return new SavedTexts(
                forms(ran), ran, shop.parts().folders(), shop.parts().models()::hash, Workshop.version())::of;
    }

    /** What goes into pictures as it is: the prompt as it runs, and whatever the editor sent to be kept. */
    private Map<String, String> forms(Workflow ran) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("prompt", ApiPrompt.write(ran));
        if (body.extraData().get("extra_pnginfo") instanceof Map<?, ?> extra) {
            extra.forEach((keyword, value) -> forms.put(String.valueOf(keyword), JsonText.of(value)));
        }
        return forms;
    }

    private Ended ended(Validation validation, Specialist.Done done) {
        RunResult result = done.result();
        Message.Event end = messages.end(result.ending());
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
                job.owner(),
                validation.workflow(),
                shop.parts().folders(),
                models.stream()
                        .filter(model -> model.sha256().isPresent())
                        .collect(Collectors.toMap(
                                UsedModels.Model::name, model -> model.sha256().orElse(""), (one, other) -> one)),
                Workshop.version());
        return Ended.of(
                kind,
                Figures.report(done, messages, models),
                end,
                pictures.of(result, shop.parts().clock().instant()));
    }

    private PreviewMethod previews() {
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

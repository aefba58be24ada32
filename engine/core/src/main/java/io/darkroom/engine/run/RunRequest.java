package io.darkroom.engine.run;

import io.darkroom.api.node.PreviewMethod;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.engine.validate.Validation;
import java.util.List;

/**
 * One run of a workflow.
 *
 * @param promptId names the run in its events
 * @param workflow with constants as {@link Validation#workflow()} converted them
 * @param targets the output nodes to run, as {@link Validation#goodOutputs()} lists them
 * @param previews how nodes show the work so far
 */
public record RunRequest(
        String promptId,
        Workflow workflow,
        List<String> targets,
        PreviewMethod previews,
        PictureText pictureText,
        Cancellation cancellation) {
    public RunRequest {
        targets = List.copyOf(targets);
    }

    /** Runs all good outputs, without previews, text in pictures or a way to stop it. */
    public static RunRequest of(String promptId, Validation validation) {
        return new RunRequest(
                promptId,
                validation.workflow(),
                validation.goodOutputs(),
                PreviewMethod.NONE,
                PictureText.NONE,
                Cancellation.NEVER);
    }

    public RunRequest withPreviews(PreviewMethod changed) {
        return new RunRequest(promptId, workflow, targets, changed, pictureText, cancellation);
    }

    public RunRequest withPictureText(PictureText changed) {
        return new RunRequest(promptId, workflow, targets, previews, changed, cancellation);
    }

    public RunRequest withCancellation(Cancellation changed) {
        return new RunRequest(promptId, workflow, targets, previews, pictureText, changed);
    }
}

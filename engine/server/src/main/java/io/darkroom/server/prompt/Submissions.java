package io.darkroom.server.prompt;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.names.Nearest;
import io.darkroom.format.WorkflowFile;
import io.darkroom.format.json.JsonPart;
import io.darkroom.format.prompt.ApiPrompt;
import io.darkroom.format.setting.Setting;
import io.darkroom.format.setting.SettingException;
import io.darkroom.format.text.WorkflowTexts;
import io.darkroom.server.Parts;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.prompt.Posted.Form;
import io.darkroom.server.user.Users;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes workflows of what clients post, whatever form it has. Safe for concurrent use. */
public final class Submissions {
    private static final String SOURCE = "prompt";

    private final Catalogue catalogue;
    private final StoredWorkflows stored;
    private final InstantSource clock;

    public Submissions(Parts parts, Users users) {
        this.catalogue = parts.catalogue();
        this.stored = new StoredWorkflows(parts.folders(), users);
        this.clock = parts.clock();
    }

    /**
     * @throws HttpProblem 400 if it holds no workflow, or a value does not fit it
     * @throws io.darkroom.format.WorkflowFileException if the workflow is broken
     */
    Optional<SubmittedWorkflow> read(Posted posted, List<Setting> settings, Context request) throws IOException {
        Form form = posted.form();
        if (form instanceof Form.Prompt prompt) {
            return Optional.of(ofPrompt(prompt, posted, settings));
        }
        return file(posted, request).map(file -> ofFile(file, settings));
    }

    /** What was posted, as a file; empty if nothing was. */
    Optional<WorkflowFile> file(Posted posted, Context request) throws IOException {
        Form form = posted.form();
        if (form instanceof Form.Json json) {
            return Optional.of(WorkflowFile.of(SOURCE, json.json(), catalogue::find));
        }
        if (form instanceof Form.Prompt prompt) {
            return Optional.of(WorkflowFile.of(SOURCE, whole(prompt, posted), catalogue::find));
        }
        if (form instanceof Form.File file) {
            return Optional.of(WorkflowFile.read(file.name(), file.content(), catalogue::find));
        }
        if (form instanceof Form.Stored name) {
            return Optional.of(WorkflowFile.open(stored.find(name.name(), request), catalogue::find));
        }
        return Optional.empty();
    }

    private SubmittedWorkflow ofFile(WorkflowFile file, List<Setting> settings) {
        Workflow workflow = file.resolve(set(file.workflow(), settings), catalogue::find, now());
        return SubmittedWorkflow.of(workflow, file.editor(), file.notices());
    }

    /** Its texts are the client's last word, as in ComfyUI: braces in them are braces. */
    private SubmittedWorkflow ofPrompt(Form.Prompt form, Posted posted, List<Setting> settings) {
        JsonPart prompt = form.json();
        ApiPrompt.Reading reading = ApiPrompt.read(prompt);
        Workflow workflow =
                WorkflowTexts.resolveNames(set(reading.workflow(), settings), catalogue::find, Map.of(), now());
        Map<String, String> malformed = new LinkedHashMap<>();
        reading.problems().stream()
                .filter(problem ->
                        problem.input().isEmpty()) // a link that is none is found by validation, if it matters
                .forEach(problem -> malformed.put(problem.nodeId(), problem.sentence()));
        // Values that were set must show in the editor's form too; without them it is the client's own.
        Optional<WorkflowFile> whole = settings.isEmpty()
                ? Optional.empty()
                : Optional.of(WorkflowFile.of(SOURCE, whole(form, posted), catalogue::find));
        return new SubmittedWorkflow(
                workflow,
                List.copyOf(prompt.object().keySet()),
                malformed,
                whole.flatMap(WorkflowFile::editor),
                whole.map(WorkflowFile::notices).orElse(List.of()));
    }

    /** The prompt with what lies beside it, where the editor's form may be. */
    private static JsonPart whole(Form.Prompt form, Posted posted) {
        return posted.envelope().get("prompt").isAbsent() ? form.json() : posted.envelope();
    }

    private Workflow set(Workflow workflow, List<Setting> settings) {
        Workflow changed = workflow;
        for (Setting setting : settings) {
            try {
                changed = setting.apply(changed, catalogue::find);
            } catch (SettingException e) {
                throw HttpProblem.badRequest(
                        "invalid_set",
                        "set " + e.getMessage() + Nearest.question(e.key(), e.names()),
                        "/set/" + setting.key().replace("~", "~0").replace("/", "~1"));
            }
        }
        return changed;
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneId.systemDefault());
    }
}

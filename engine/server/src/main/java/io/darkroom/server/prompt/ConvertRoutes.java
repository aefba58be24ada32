package io.darkroom.server.prompt;

import io.darkroom.format.WorkflowFile;
import io.darkroom.format.prompt.ApiPrompt;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code POST /workflow/convert}: a workflow in any form as an API prompt, or with {@code ?to=editor} as the editor's file,
 * which only what came from the editor has.
 */
public final class ConvertRoutes implements Routes {
    private final Submissions submissions;

    public ConvertRoutes(Submissions submissions) {
        this.submissions = submissions;
    }

    @Override
    public void addTo(Router router) {
        router.post("/workflow/convert", Scope.READ, this::convert);
    }

    private void convert(Context request) throws IOException {
        String to = request.queryParam("to");
        if (to != null && !to.equals("api") && !to.equals("editor")) {
            throw HttpProblem.badRequest("invalid_to", "\"to\" is \"" + to + "\"; it must be api or editor.", "to");
        }
        Posted posted = PostedReader.read(request);
        WorkflowFile file = submissions
                .file(posted, request)
                .orElseThrow(() -> HttpProblem.badRequest(
                        "no_prompt",
                        "The body holds no workflow; send JSON of the editor or the API, or a picture.",
                        ""));
        Map<String, Object> json = "editor".equals(to) ? editorForm(file) : ApiPrompt.toJson(file.workflow());
        Bodies.answer(request, json);
    }

    private static Map<String, Object> editorForm(WorkflowFile file) {
        if (file.editor().isEmpty()) {
            throw HttpProblem.badRequest(
                    "no_editor_form",
                    "This workflow came without its form for the editor, which cannot be made from an API prompt.",
                    "to");
        }
        Map<String, Object> form = new LinkedHashMap<>();
        file.editor().get().fileOf(file.workflow()).forEach((name, value) -> {
            if (value != null) {
                form.put(name, value);
            }
        });
        return form;
    }
}

package io.darkroom.server;

import io.darkroom.server.estimate.EstimateRoutes;
import io.darkroom.server.http.Routes;
import io.darkroom.server.job.JobRouteGroups;
import io.darkroom.server.prompt.ConvertRoutes;
import io.darkroom.server.prompt.Ends;
import io.darkroom.server.prompt.Intake;
import io.darkroom.server.prompt.PromptExtension;
import io.darkroom.server.prompt.PromptRoutes;
import io.darkroom.server.prompt.RunRoutes;
import io.darkroom.server.prompt.Submissions;
import io.darkroom.server.user.Users;
import io.darkroom.server.work.Foreman;
import java.util.List;

/** The routes about prompts, from their submission to their history. */
final class PromptGroups {
    private PromptGroups() {}

    static List<Routes> of(ServerOptions options, Parts parts, Foreman foreman, List<PromptExtension> extensions) {
        Submissions submissions = new Submissions(parts, new Users(parts.folders(), options.multiUser()));
        Intake intake = new Intake(parts, submissions, extensions);
        return List.of(
                new EstimateRoutes(intake, parts),
                new PromptRoutes(intake, parts.store().queue()),
                new RunRoutes(intake, new Ends(parts.store()), parts.store(), parts.folders(), parts.clock()),
                new ConvertRoutes(submissions),
                new JobRouteGroups(parts.store(), foreman, parts.clock()));
    }
}

package io.darkroom.server.estimate;

import io.darkroom.server.Parts;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.prompt.Examined;
import io.darkroom.server.prompt.Intake;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;

/** What a prompt would cost; takes what {@code POST /prompt} takes, and runs nothing. */
public record EstimateRoutes(Intake intake, Parts parts) implements Routes {
    @Override
    public void addTo(Router router) {
        router.once(HandlerType.POST, "/darkroom/v1/estimate", Scope.READ, this::estimate);
    }

    private void estimate(Context request) throws IOException {
        Examined examined = intake.examine(request);
        if (examined instanceof Examined.Good good) {
            Bodies.answer(
                    request,
                    Estimate.of(
                            good.prompt().body(),
                            parts,
                            Router.principal(request).onlyOwner()));
        } else if (examined instanceof Examined.Wrong wrong) {
            request.status(400);
            Bodies.answer(request, wrong.verdict().toJson());
        }
    }
}

package io.darkroom.diffusion.sampling;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.sampling.Denoiser;
import io.darkroom.api.sampling.GuidanceTransform;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Model;
import io.darkroom.diffusion.guidance.Cfg;
import java.util.List;

/** Predicts both sides, joins them by CFG and sends the result through the model's transforms. */
record CfgDenoiser(Model model, Prompts prompts, double scale, Cancellation cancellation) implements Denoiser {
    @Override
    public Tensor denoise(Tensor x, double sigma) {
        boolean both =
                !Cfg.isNeutral(scale) || model.guidance().stream().anyMatch(GuidanceTransform::needsUnconditional);
        if (both) {
            return predict(x, sigma).denoised();
        }
        Tensor conditional = Prompts.predict(List.of(prompts.positive()), model, x, sigma, cancellation)
                .get(0);
        return join(x, sigma, conditional, conditional);
    }

    /** Without a negative prompt the positive one stands in for it. */
    @Override
    public Prediction predict(Tensor x, double sigma) {
        if (prompts.negative().isEmpty()) {
            Tensor conditional = Prompts.predict(List.of(prompts.positive()), model, x, sigma, cancellation)
                    .get(0);
            return new Prediction(join(x, sigma, conditional, conditional), conditional);
        }
        List<Tensor> sides =
                Prompts.predict(List.of(prompts.negative(), prompts.positive()), model, x, sigma, cancellation);
        return new Prediction(join(x, sigma, sides.get(1), sides.get(0)), sides.get(0));
    }

    private Tensor join(Tensor x, double sigma, Tensor conditional, Tensor unconditional) {
        Tensor guided = Cfg.guide(conditional, unconditional, scale);
        for (GuidanceTransform transform : model.guidance()) {
            guided = transform.apply(
                    new GuidanceTransform.Step(x, conditional, unconditional, guided, sigma, scale, model.schedule()));
        }
        return guided;
    }
}

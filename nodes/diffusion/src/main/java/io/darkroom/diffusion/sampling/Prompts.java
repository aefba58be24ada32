package io.darkroom.diffusion.sampling;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The prompts of both sides laid on a latent.
 *
 * @param negative may be empty
 */
record Prompts(List<Region> positive, List<Region> negative) {
    /**
     * @throws NodeException if a prompt was encoded for another model, or lies outside the latent
     */
    static Prompts of(Conditioning positive, Conditioning negative, Model model, Shape latent) {
        List<Placement> left = Placement.of(positive, latent);
        List<Placement> right = Placement.withBoxesOf(left, Placement.of(negative, latent));
        List<Placement> both = Placement.withBoxesOf(right, left);
        return new Prompts(regions(both, model, latent), regions(right, model, latent));
    }

    private static List<Region> regions(List<Placement> placements, Model model, Shape latent) {
        for (Placement placement : placements) {
            int width = placement.entry().tokens().shape().size(-1);
            if (width != model.network().contextWidth()) {
                throw new NodeException("A prompt was encoded " + width + " numbers wide, but this model takes "
                        + model.network().contextWidth()
                        + " (SD 1: 768, SD 2: 1024). Encode it with the CLIP of the model's own checkpoint.");
            }
        }
        return placements.stream()
                .map(placement -> Region.of(placement, latent, model.schedule()))
                .toList();
    }

    /**
     * The predictions of x0 for some sides, each averaged over its regions. All prompts of one box, of whatever side, go
     * through the network together, so that it can share what does not see the text.
     *
     * @param x [b, c, h, w], the noisy latent
     */
    static List<Tensor> predict(
            List<List<Region>> sides, Model model, Tensor x, double sigma, Cancellation cancellation) {
        List<WeightedMean> means = new ArrayList<>();
        Map<Box, List<Share>> byBox = new LinkedHashMap<>();
        for (List<Region> side : sides) {
            WeightedMean mean = new WeightedMean(x.shape());
            means.add(mean);
            side.stream()
                    .filter(region -> region.holdsAt(sigma))
                    .forEach(region -> byBox.computeIfAbsent(region.box(), box -> new ArrayList<>())
                            .add(new Share(region, mean)));
        }
        byBox.forEach((box, shares) -> {
            Tensor part = box.cut(x);
            List<Tensor> outputs = model.network()
                    .predict(
                            model.schedule().networkInput(part, sigma),
                            model.schedule().timestep(sigma),
                            shares.stream().map(share -> share.region.tokens()).toList(),
                            cancellation);
            for (int i = 0; i < outputs.size(); i++) {
                Share share = shares.get(i);
                share.mean.add(model.schedule().denoised(part, outputs.get(i), sigma), share.region);
            }
        });
        return means.stream().map(WeightedMean::mean).toList();
    }

    /** A region and the mean it goes into. */
    private record Share(Region region, WeightedMean mean) {}
}

package io.darkroom.nodes.latent;

import io.darkroom.api.node.Choice;
import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.type.Latent;

@NodeInfo(
        id = "EmptyLatentAspect",
        name = "Empty Latent (Aspect)",
        category = "latent",
        about = "Makes empty latents of an aspect at the area of a square; sides are multiples of 64. A size given as"
                + " WIDTHxHEIGHT is taken as it is, whatever the base.")
public final class EmptyLatentAspect implements Node<EmptyLatentAspect.In, EmptyLatentAspect.Out> {
    private static final int GRID = 64; // pixels per cell of the UNet's coarsest level

    public record In(
            @Choice(
                    value = {"128", "512", "768", "1024"},
                    def = "768")
            String base,

            @Choice({
                "1:1",
                "5:4",
                "4:3",
                "3:2",
                "16:9",
                "21:9",
                "4:5",
                "3:4",
                "2:3",
                "9:16",
                "9:21",
                "1536x1024",
                "1024x1536",
                "1920x1080"
            })
            String aspect,

            @Whole(def = 1, min = 1, max = 4096) int batchSize) {}

    public record Out(Latent latent) {}

    @Override
    public Out run(In in, Context context) {
        String[] size = in.aspect().split("x", -1);
        if (size.length == 2) {
            return new Out(EmptyLatentImage.empty(in.batchSize(), number(size[0]), number(size[1])));
        }
        String[] ratio = in.aspect().split(":", -1);
        double aspect = (double) number(ratio[0]) / number(ratio[1]);
        int base = number(in.base());
        return new Out(
                EmptyLatentImage.empty(in.batchSize(), side(base * Math.sqrt(aspect)), side(base / Math.sqrt(aspect))));
    }

    private static int side(double pixels) {
        return (int) Math.max(GRID, Math.rint(pixels / GRID) * GRID);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new NodeException("\"" + text + "\" is not a number; choose base and aspect from the lists.", e);
        }
    }
}

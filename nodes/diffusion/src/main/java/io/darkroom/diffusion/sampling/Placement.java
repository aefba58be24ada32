package io.darkroom.diffusion.sampling;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Conditioning.AreaMask;
import io.darkroom.api.type.Conditioning.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a conditioning laid on a latent of known size.
 *
 * @param box empty: all of the latent
 * @param mask [n, h, w] of the latent's height and width; empty: 1 everywhere
 */
record Placement(Entry entry, Optional<Box> box, Optional<Tensor> mask) {
    static List<Placement> of(Conditioning conditioning, Shape latent) {
        return conditioning.entries().stream().map(entry -> of(entry, latent)).toList();
    }

    private static Placement of(Entry entry, Shape latent) {
        Optional<Tensor> mask =
                entry.mask().map(areaMask -> Bilinear.resize(areaMask.mask().values(), latent.size(2), latent.size(3)));
        Optional<Box> box = entry.mask().filter(AreaMask::boundsOnly).isPresent()
                ? mask.map(Box::around)
                : entry.area().map(area -> Box.of(area, latent));
        return new Placement(entry, box, mask);
    }

    /**
     * The placements of one side, and for each box that only the other side has, a further one there: it takes the place,
     * strength and range from the other side and the prompt from this side's smallest placement around it. Without it, a
     * region would be guided away from nothing.
     */
    static List<Placement> withBoxesOf(List<Placement> other, List<Placement> own) {
        List<Placement> all = new ArrayList<>(own);
        for (Placement placement : other) {
            placement.box.ifPresent(box -> smallestAround(box, all)
                    .filter(around -> !around.box.equals(placement.box))
                    .ifPresent(around -> all.add(placement.withPromptOf(around))));
        }
        return all;
    }

    private static Optional<Placement> smallestAround(Box box, List<Placement> placements) {
        Optional<Placement> smallest = Optional.empty();
        for (Placement candidate : placements) {
            boolean around = candidate.box.isEmpty() || candidate.box.get().contains(box);
            if (around && (smallest.isEmpty() || candidate.isSmallerThan(smallest.get()))) {
                smallest = Optional.of(candidate);
            }
        }
        return smallest;
    }

    private boolean isSmallerThan(Placement other) {
        return box.isPresent()
                && (other.box.isEmpty() || box.get().cells() < other.box.get().cells());
    }

    private Placement withPromptOf(Placement other) {
        return new Placement(entry.withTokens(other.entry.tokens(), other.entry.pooled()), box, mask);
    }
}

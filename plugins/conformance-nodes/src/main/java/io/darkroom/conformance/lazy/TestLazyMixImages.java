package io.darkroom.conformance.lazy;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Lazy;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Mask;
import java.util.HashSet;
import java.util.Set;

@NodeInfo(
        id = "TestLazyMixImages",
        category = "Testing/Lazy",
        about = "Mixes two pictures, where there is anything to mix.")
public final class TestLazyMixImages implements Node<TestLazyMixImages.In, TestLazyMixImages.Out> {
    public record In(Lazy<Image> image1, Lazy<Image> image2, Mask mask) {}

    public record Out(Image image) {}

    @Override
    public Set<String> needs(In in) {
        Set<String> needed = new HashSet<>();
        if (!isAll(1, in.mask())) {
            needed.add("image1");
        }
        if (!isAll(0, in.mask())) {
            needed.add("image2");
        }
        return needed;
    }

    @Override
    public Out run(In in, Context context) {
        if (isAll(0, in.mask())) {
            return new Out(in.image1().get());
        }
        if (isAll(1, in.mask())) {
            return new Out(in.image2().get());
        }
        return new Out(mix(in.image1().get(), in.image2().get(), in.mask()));
    }

    private static boolean isAll(float value, Mask mask) {
        Tensor values = mask.values();
        for (int i = 0; i < values.count(); i++) {
            if (values.get(i) != value) {
                return false;
            }
        }
        return true;
    }

    private static Image mix(Image a, Image b, Mask mask) {
        if (mask.height() != a.height() || mask.width() != a.width()) {
            throw NodeException.atInput(
                    "mask",
                    "The mask is " + mask.width() + " x " + mask.height() + ", but the picture is " + a.width() + " x "
                            + a.height() + "; they must be of one size.");
        }
        Tensor weights = mask.values();
        int channels = a.channels();
        float[] mixed = a.pixels().zip(b.pixels(), (x, y) -> y - x).toArray();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = a.pixels().get(i) + mixed[i] * weights.get(i / channels % weights.count());
        }
        return new Image(Tensor.adopt(a.pixels().shape(), mixed));
    }
}

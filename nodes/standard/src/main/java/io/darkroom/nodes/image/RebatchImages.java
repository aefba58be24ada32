package io.darkroom.nodes.image;

import io.darkroom.api.node.Context;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.Whole;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import java.util.ArrayList;
import java.util.List;

@NodeInfo(
        id = "RebatchImages",
        name = "Rebatch Images",
        category = "image/batch",
        about = "Deals the pictures of all batches out again, so many to a batch.")
public final class RebatchImages implements Node<RebatchImages.In, RebatchImages.Out> {
    public record In(
            List<Image> images,
            @Whole(def = 1, min = 1, max = 4096) int batchSize) {}

    public record Out(List<Image> image) {}

    @Override
    public Out run(In in, Context context) {
        List<Tensor> pictures = new ArrayList<>();
        for (Image images : in.images()) {
            for (int i = 0; i < images.batch(); i++) {
                pictures.add(images.pixels().slice(i, i + 1));
            }
        }
        List<Image> batches = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += in.batchSize()) {
            int to = Math.min(pictures.size(), from + in.batchSize());
            batches.add(new Image(Tensor.stack(pictures.subList(from, to))));
        }
        return new Out(batches);
    }
}

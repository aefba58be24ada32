package io.darkroom.nodes.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.nodes.Goldens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TilesTest {
    private static final Tensor PICTURE = ramp(2, 3, 23, 31);

    @Test
    void tilesOfAnExactNetworkJoinWithoutSeams() {
        Tensor joined = new Tiles(16, 12, 4).apply(PICTURE, 2, tile -> doubled(tile));

        assertThat(Goldens.distance(joined, doubled(PICTURE))).isLessThan(1e-5);
    }

    @Test
    void tilesOfAShrinkingNetworkJoinWithoutSeams() {
        Tensor picture = ramp(1, 3, 40, 24);

        Tensor joined = new Tiles(16, 16, 8).apply(picture, 0.25, TilesTest::quartered);

        assertThat(Goldens.distance(joined, quartered(picture))).isLessThan(1e-5);
    }

    @Test
    void aPictureThatFitsIsNotCut() {
        List<Shape> seen = new ArrayList<>();

        new Tiles(31, 23, 4).apply(PICTURE, 1, tile -> {
            seen.add(tile.shape());
            return tile;
        });

        assertThat(seen).containsExactly(Shape.of(1, 3, 23, 31), Shape.of(1, 3, 23, 31));
    }

    @Test
    void noTileIsLargerThanAskedAndTheirNumberIsKnownBefore() {
        List<Shape> seen = new ArrayList<>();
        Tiles tiles = new Tiles(16, 12, 4);

        tiles.apply(PICTURE.slice(0, 1), 1, tile -> {
            seen.add(tile.shape());
            return tile;
        });

        assertThat(seen).hasSize(tiles.count(PICTURE.shape())).allSatisfy(shape -> {
            assertThat(shape.size(2)).isLessThanOrEqualTo(12);
            assertThat(shape.size(3)).isLessThanOrEqualTo(16);
        });
    }

    private static Tensor ramp(int... sizes) {
        float[] values = new float[Shape.of(sizes).count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.1);
        }
        return Tensor.adopt(Shape.of(sizes), values);
    }

    private static Tensor doubled(Tensor tile) {
        Shape shape = tile.shape();
        return Resampling.NEAREST_EXACT.apply(tile, shape.size(3) * 2, shape.size(2) * 2);
    }

    private static Tensor quartered(Tensor tile) {
        Shape shape = tile.shape();
        return Resampling.AREA.apply(tile, shape.size(3) / 4, shape.size(2) / 4);
    }
}

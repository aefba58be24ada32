package io.darkroom.diffusion.sampling;

import static io.darkroom.diffusion.sampling.ConstantNetwork.entry;
import static io.darkroom.diffusion.sampling.ConstantNetwork.prompts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Conditioning.Area;
import io.darkroom.api.type.Conditioning.AreaMask;
import io.darkroom.api.type.Mask;
import io.darkroom.diffusion.sampling.ConstantNetwork.Call;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Areas, masks, strengths and ranges of prompts, with a network that answers with the prompt's own number. */
class PromptRegionsTest {
    private final ConstantNetwork network = new ConstantNetwork();

    @Test
    void severalPromptsAreAveragedByTheirStrength() {
        Tensor x = Tensor.zeros(Shape.of(1, 4, 2, 2));

        Tensor predicted = unguided(x, 1, prompts(entry(2), entry(4).withStrength(3)));

        assertThat(predicted).isEqualTo(Tensor.filled(x.shape(), (2 + 3 * 4) / 4f));
    }

    @Test
    void anAreaFadesAtItsInnerBordersAndLeavesTheRestAtZero() {
        Tensor x = Tensor.zeros(Shape.of(1, 1, 1, 20));
        Conditioning whole = prompts(entry(1), entry(3).withArea(cells(1, 12, 0, 0)));

        Tensor predicted = unguided(x, 1, whole);

        float[] row = predicted.toArray();
        for (int column = 0; column < 20; column++) {
            // 12 wide: the last quarter, 3 cells, fades by thirds; its left border is the picture's and does not
            double weight = column < 9 ? 1 : column < 12 ? (12 - column) / 3.0 : 0;
            assertThat((double) row[column])
                    .as("column %d", column)
                    .isCloseTo((1 + 3 * weight) / (1 + weight), within(1e-6));
        }
    }

    @Test
    void cellsThatNoPromptCoversBecomeZero() {
        Tensor x = Tensor.zeros(Shape.of(1, 1, 2, 4));

        Tensor predicted = unguided(x, 1, prompts(entry(3).withArea(cells(2, 2, 0, 0))));

        assertThat(predicted.toArray()).containsExactly(3, 3, 0, 0, 3, 3, 0, 0);
    }

    @Test
    void fadingBordersAreEightCellsWideAtMost() {
        Tensor x = Tensor.zeros(Shape.of(1, 1, 1, 100));
        Region region = Region.of(
                Placement.of(prompts(entry(3).withArea(cells(1, 60, 0, 20)).withStrength(2)), x.shape())
                        .get(0),
                x.shape(),
                ConstantNetwork.SCHEDULE);

        for (int t = 0; t < 30; t++) {
            float expected = 2 * Math.min(1, (t + 1) / 8f);
            assertThat(region.weights().get(t)).isEqualTo(expected);
            assertThat(region.weights().get(59 - t)).isEqualTo(expected);
        }
    }

    @Test
    void areasEndWithThePicture() {
        Tensor x = Tensor.zeros(Shape.of(1, 4, 6, 6));

        assertThat(unguided(x, 1, prompts(entry(3).withArea(cells(64, 64, 2, 3))))
                        .shape())
                .isEqualTo(x.shape());
        assertThat(network.calls()).extracting(Call::input).containsExactly(Shape.of(1, 4, 4, 3));
    }

    @Test
    void areasOutsideThePictureAreRefused() {
        Tensor x = Tensor.zeros(Shape.of(1, 4, 6, 6));

        assertThatThrownBy(() -> unguided(x, 1, prompts(entry(3).withArea(cells(2, 2, 0, 6)))))
                .isInstanceOf(NodeException.class)
                .hasMessage("The area of a prompt starts at cell x 6, y 0, outside the latent of 6 x 6 cells"
                        + " (8 pixels each). Move the area, or enlarge the picture.");
    }

    @Test
    void fractionsOfThePictureAreRoundedHalvesToEvenAndAtLeastOneCell() {
        Tensor x = Tensor.zeros(Shape.of(1, 4, 10, 10));
        Area area = new Area(0.25, 0.01, 0.35, 0.55, Area.Unit.FRACTION);

        assertThat(Box.of(area, x.shape())).isEqualTo(new Box(4, 6, 2, 1));
    }

    @Test
    void anAreaOnOneSideGetsItsCounterpartOnTheOther() {
        Tensor x = Tensor.zeros(Shape.of(1, 4, 8, 8));
        Conditioning positive = prompts(entry(1), entry(2).withArea(cells(4, 4, 0, 0)));
        Conditioning negative = prompts(entry(-1));

        Tensor guided = guided(x, positive, negative, 7);

        assertThat(network.calls())
                .extracting(Call::input, Call::prompts)
                .containsExactlyInAnyOrder(
                        tuple(x.shape(), List.of(-1f, 1f)), tuple(Shape.of(1, 4, 4, 4), List.of(-1f, 2f)));
        // inside: negative (-1 - 1) / 2, positive (1 + 2) / 2
        assertThat(guided.get(0)).isCloseTo(-1 + 7 * (1.5f + 1), within(1e-5f));
    }

    @Test
    void theCounterpartSpeaksTheSmallestPromptAroundTheArea() {
        Tensor x = Tensor.zeros(Shape.of(1, 4, 16, 16));
        Conditioning positive = prompts(entry(1).withArea(cells(4, 4, 2, 2)));
        Conditioning negative = prompts(
                entry(-1), entry(-2).withArea(cells(12, 12, 0, 0)), entry(-3).withArea(cells(8, 8, 0, 0)));

        guided(x, positive, negative, 7);

        assertThat(network.calls())
                .filteredOn(call -> call.input().equals(Shape.of(1, 4, 4, 4)))
                .extracting(Call::prompts)
                .containsExactly(List.of(-3f, 1f));
    }

    @Test
    void anAreaWithoutAnyPromptAroundItStaysAlone() {
        Tensor x = Tensor.zeros(Shape.of(1, 4, 16, 16));
        Conditioning positive = prompts(entry(1).withArea(cells(4, 4, 8, 8)));
        Conditioning negative = prompts(entry(-1).withArea(cells(4, 4, 0, 0)));

        guided(x, positive, negative, 7);

        assertThat(network.calls()).extracting(Call::prompts).containsExactlyInAnyOrder(List.of(-1f), List.of(1f));
    }

    @Test
    void masksWeighEachCellAfterResizing() {
        Tensor x = Tensor.zeros(Shape.of(1, 1, 1, 2));
        Mask mask = new Mask(Tensor.of(Shape.of(1, 2, 4), 1, 0.5f, 0, 0.5f, 1, 0.5f, 0, 0.5f));
        Conditioning both = prompts(
                entry(1), entry(5).withMask(new AreaMask(mask, 2, false)).withStrength(3));

        Tensor predicted = unguided(x, 1, both);

        double left = 0.75 * 2 * 3;
        double right = 0.25 * 2 * 3;
        assertThat(predicted.get(0)).isCloseTo((float) ((1 + 5 * left) / (1 + left)), within(1e-6f));
        assertThat(predicted.get(1)).isCloseTo((float) ((1 + 5 * right) / (1 + right)), within(1e-6f));
    }

    @Test
    void masksOfABatchBelongToItsItemsInTurn() {
        Tensor x = Tensor.zeros(Shape.of(3, 1, 1, 1));
        Mask mask = new Mask(Tensor.of(Shape.of(2, 1, 1), 1, 0));

        Tensor predicted = unguided(x, 1, prompts(entry(5).withMask(new AreaMask(mask, 1, false))));

        assertThat(predicted.toArray()).containsExactly(5, 0, 5);
    }

    @Test
    void aMaskKeptToItsBoundsIsComputedThereOnly() {
        Tensor x = Tensor.zeros(Shape.of(1, 1, 20, 20));
        float[] values = new float[400];
        values[3 * 20 + 2] = 1;
        values[5 * 20 + 14] = 0.5f;
        Mask mask = new Mask(Tensor.of(Shape.of(1, 20, 20), values));

        Tensor predicted = unguided(x, 1, prompts(entry(5).withMask(new AreaMask(mask, 1, true))));

        assertThat(network.calls()).extracting(Call::input).containsExactly(Shape.of(1, 1, 8, 13));
        for (int i = 0; i < 400; i++) {
            assertThat(predicted.get(i)).isEqualTo(values[i] > 0 ? 5 : 0);
        }
    }

    @Test
    void theBoundsOfAnEmptyMaskAreASmallCorner() {
        assertThat(Box.around(Tensor.zeros(Shape.of(1, 20, 20)))).isEqualTo(new Box(0, 0, 8, 8));
    }

    @Test
    void promptsHoldOnlyInTheirRange() {
        Tensor x = Tensor.zeros(Shape.of(1, 1, 1, 1));
        double half = ConstantNetwork.SCHEDULE.percentToSigma(0.5);
        Conditioning both = prompts(entry(1).withRange(0, 0.5), entry(2).withRange(0.5, 1));

        assertThat(unguided(x, 14, both).get(0)).isEqualTo(1);
        assertThat(unguided(x, half, both).get(0)).isEqualTo(1.5f);
        assertThat(unguided(x, 0.1, both).get(0)).isEqualTo(2);
        assertThat(network.calls()).extracting(call -> call.prompts().size()).containsExactly(1, 2, 1);
    }

    private Tensor unguided(Tensor x, double sigma, Conditioning prompts) {
        ConstantNetwork fitting = new ConstantNetwork(x.shape().size(1), network.calls());
        return CfgGuider.unguided(fitting.model(), prompts)
                .denoiser(x.shape(), Cancellation.NEVER)
                .denoise(x, sigma);
    }

    private Tensor guided(Tensor x, Conditioning positive, Conditioning negative, double scale) {
        return new CfgGuider(network.model(), positive, Optional.of(negative), scale)
                .denoiser(x.shape(), Cancellation.NEVER)
                .denoise(x, 1);
    }

    private static Area cells(int height, int width, int y, int x) {
        return new Area(height, width, y, x, Area.Unit.CELLS);
    }
}

package io.darkroom.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.diffusion.Goldens;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables and formulas against ComfyUI 0.3.64; relative tolerance 2e-5 as the stored answers state it. */
class DiscreteScheduleTest {
    private static final Percentage TOLERANCE = Percentage.withPercentage(2e-3);
    private static final JsonNode GOLDENS = Goldens.json("schedules/comfy_model_sampling.json");

    static JsonNode golden(TerminalSnr terminalSnr) {
        return GOLDENS.required(terminalSnr == TerminalSnr.ZERO ? "v_prediction_zsnr" : "eps");
    }

    @ParameterizedTest
    @EnumSource
    void theTableHoldsTheReferencesThousandSigmas(TerminalSnr terminalSnr) {
        JsonNode expected = golden(terminalSnr).required("sigmas");

        var schedule = new DiscreteSchedule(Prediction.V, terminalSnr);

        assertThat(schedule.table().count()).isEqualTo(1000);
        for (int t = 0; t < 1000; t++) {
            assertThat((double) schedule.table().get(t))
                    .as("time step %d", t)
                    .isCloseTo(expected.get(t).asDouble(), TOLERANCE);
        }
        assertThat(schedule.sigmaMin()).isEqualTo(schedule.table().get(0));
        assertThat(schedule.sigmaMax()).isEqualTo(schedule.table().get(999));
    }

    @ParameterizedTest
    @EnumSource
    void sigmasBetweenTimestepsAreInterpolatedInTheirLogarithm(TerminalSnr terminalSnr) {
        var schedule = new DiscreteSchedule(Prediction.EPS, terminalSnr);

        golden(terminalSnr)
                .required("sigma_at_timestep")
                .properties()
                .forEach(entry -> assertThat(schedule.sigma(Double.parseDouble(entry.getKey())))
                        .as(entry.getKey())
                        .isCloseTo(entry.getValue().asDouble(), TOLERANCE));
    }

    @ParameterizedTest
    @EnumSource
    void percentsOfTheWayAreTheReferencesSigmas(TerminalSnr terminalSnr) {
        var schedule = new DiscreteSchedule(Prediction.EPS, terminalSnr);

        golden(terminalSnr)
                .required("percent_to_sigma")
                .properties()
                .forEach(entry -> assertThat(schedule.percentToSigma(Double.parseDouble(entry.getKey())))
                        .as(entry.getKey())
                        .isCloseTo(entry.getValue().asDouble(), TOLERANCE));
    }

    @ParameterizedTest
    @EnumSource
    void everySigmaOfTheTableLeadsBackToItsTimestep(TerminalSnr terminalSnr) {
        var schedule = new DiscreteSchedule(Prediction.EPS, terminalSnr);

        for (int t = 0; t < 1000; t++) {
            assertThat(schedule.timestep(schedule.table().get(t))).isEqualTo(t);
        }
    }

    @Test
    void sigmasBeyondTheTableMeetItsEnds() {
        var schedule = new DiscreteSchedule(Prediction.EPS, TerminalSnr.TRAINED);

        assertThat(schedule.timestep(1e9)).isEqualTo(999);
        assertThat(schedule.timestep(1e-9)).isZero();
        assertThat(schedule.timestep(0)).isZero();
    }

    @Test
    void lcmKnowsEveryTwentiethTimestepOnly() {
        var schedule = new DiscreteSchedule(Prediction.LCM, TerminalSnr.TRAINED);
        var whole = new DiscreteSchedule(Prediction.EPS, TerminalSnr.TRAINED);

        assertThat(schedule.table().count()).isEqualTo(50);
        for (int i = 0; i < 50; i++) {
            int t = 20 * i + 19;
            assertThat(schedule.table().get(i)).isEqualTo(whole.table().get(t));
            assertThat(schedule.timestep(schedule.table().get(i))).isEqualTo(t);
            assertThat(schedule.sigma(t)).isCloseTo(whole.sigma(t), TOLERANCE);
        }
    }

    /** x0 = 2, noise = 0.5, sigma = 3: what a perfect network of each kind answers leads back to x0. */
    @ParameterizedTest
    @CsvSource({"EPS, 0.5", "V, -1.7392527130926085", "X0, 2", "IMG_TO_IMG, 2"})
    void aPerfectNetworkLeadsBackToTheCleanLatent(Prediction prediction, double output) {
        var schedule = new DiscreteSchedule(prediction, TerminalSnr.TRAINED);
        Tensor x = number(2 + 3 * 0.5);

        Tensor denoised = schedule.denoised(x, number(output), 3);

        assertThat(denoised.get(0)).isCloseTo(2f, within(1e-6f));
    }

    @Test
    void theNetworkSeesALatentOfVarianceOneExceptInImgToImg() {
        Tensor x = number(10);

        assertThat(new DiscreteSchedule(Prediction.V, TerminalSnr.TRAINED)
                        .networkInput(x, 3)
                        .get(0))
                .isCloseTo((float) Math.sqrt(10), withPrecision(1e-6f));
        assertThat(new DiscreteSchedule(Prediction.IMG_TO_IMG, TerminalSnr.TRAINED).networkInput(x, 3))
                .isEqualTo(x);
    }

    @Test
    void lcmBlendsInTheNoisyLatentAtTheFirstTimestepsOnly() {
        var schedule = new DiscreteSchedule(Prediction.LCM, TerminalSnr.TRAINED);
        double sigma = schedule.sigmaMin();
        double s = 190; // ten times time step 19
        double eps = 0.5;
        double expected = 0.25 / (s * s + 0.25) * 2 + s / Math.sqrt(s * s + 0.25) * (2 - sigma * eps);

        assertThat((double) schedule.denoised(number(2), number(eps), sigma).get(0))
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void onlyAFullStartScalesTheNoiseByMoreThanSigma() {
        var schedule = new DiscreteSchedule(Prediction.EPS, TerminalSnr.TRAINED);
        double max = schedule.sigmaMax();

        assertThat((double) schedule.noised(number(1), number(1), max).get(0))
                .isCloseTo(1 + Math.sqrt(1 + max * max), within(1e-5));
        assertThat((double)
                        schedule.noised(number(1), number(1), max * (1 - 5e-6)).get(0))
                .isCloseTo(1 + Math.sqrt(1 + max * max), within(1e-3));
        assertThat((double) schedule.noised(number(1), number(1), 10).get(0)).isEqualTo(11);
    }

    @Test
    void unknownPredictionsAreAnsweredWithTheKnownOnes() {
        assertThat(Prediction.of("v_prediction")).isEqualTo(Prediction.V);
        assertThatThrownBy(() -> Prediction.of("velocity"))
                .isInstanceOf(NodeException.class)
                .hasMessage("Prediction \"velocity\" is not known; choose one of"
                        + " eps, v_prediction, lcm, x0, img_to_img.");
    }

    private static Tensor number(double value) {
        return Tensor.of(Shape.of(1, 1, 1, 1), (float) value);
    }
}

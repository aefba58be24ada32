package io.darkroom.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.NoiseSchedule;
import io.darkroom.api.sampling.SchedulerProvider;
import io.darkroom.api.sampling.Sigmas;
import io.darkroom.diffusion.Goldens;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedulers against ComfyUI 0.3.64 and diffusers 0.42.1; relative tolerance 2e-5 as the stored answers state it. */
class SchedulersTest {
    private static final Percentage TOLERANCE = Percentage.withPercentage(2e-3);
    private static final NoiseSchedule TRAINED = new DiscreteSchedule(Prediction.EPS, TerminalSnr.TRAINED);
    private static final NoiseSchedule ZERO = new DiscreteSchedule(Prediction.V, TerminalSnr.ZERO);

    static Stream<Named<JsonNode>> cases() {
        return StreamSupport.stream(
                        Goldens.json("schedules/comfy_sigmas.json").get("cases").spliterator(), false)
                .filter(golden -> !golden.get("sigmas").isEmpty()) // kl_optimal of 1 step fails in the reference
                .map(golden -> Named.of(
                        golden.get("model").asText() + " "
                                + golden.get("scheduler").asText() + " " + golden.get("steps"),
                        golden));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void schedulersLayTheReferencesSigmas(JsonNode golden) {
        NoiseSchedule schedule = schedule(golden.get("model").asText());

        Sigmas sigmas = scheduler(golden.get("scheduler").asText())
                .sigmas(schedule, golden.get("steps").asInt());

        assertLevels(sigmas, golden.get("sigmas"));
        JsonNode timesteps = golden.get("timestep_of_sigma");
        for (int i = 0; i < timesteps.size(); i++) {
            assertThat(schedule.timestep(sigmas.get(i)))
                    .isEqualTo(timesteps.get(i).asDouble());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "zsnr"})
    void schedulersLayTheReferencesSigmasForOddNumbersOfStepsToo(String model) {
        NoiseSchedule schedule = model.equals("plain") ? TRAINED : ZERO;

        Goldens.json("schedules/sigmas.json")
                .get(model)
                .properties()
                .forEach(scheduler -> scheduler
                        .getValue()
                        .properties()
                        .forEach(golden -> assertLevels(
                                scheduler(scheduler.getKey()).sigmas(schedule, Integer.parseInt(golden.getKey())),
                                golden.getValue())));
    }

    static Stream<Named<JsonNode>> trailingCases() {
        return StreamSupport.stream(
                        Goldens.json("schedules/diffusers_timesteps.json")
                                .get("cases")
                                .spliterator(),
                        false)
                .filter(golden -> golden.get("timestep_spacing").asText().equals("trailing"))
                .filter(golden -> !golden.path("use_karras_sigmas").asBoolean())
                .map(golden -> Named.of(golden.get("steps") + " " + golden.get("rescale_betas_zero_snr"), golden));
    }

    @ParameterizedTest
    @MethodSource("trailingCases")
    void trailingTakesTheTimestepsOfDiffusers(JsonNode golden) {
        JsonNode timesteps = golden.get("timesteps");

        Sigmas sigmas = scheduler("trailing").sigmas(ZERO, golden.get("steps").asInt());

        assertThat(sigmas.steps()).isEqualTo(timesteps.size());
        for (int i = 0; i < timesteps.size(); i++) {
            assertThat(sigmas.get(i))
                    .isEqualTo(ZERO.table().get(timesteps.get(i).asInt()));
        }
    }

    @Test
    void trailingFollowsItsFormulaForEveryNumberOfSteps() {
        Sigmas table = ZERO.table();
        for (int n = 1; n <= 1000; n++) {
            Sigmas sigmas = scheduler("trailing").sigmas(ZERO, n);

            float[] expected = new float[n + 1];
            for (int i = 0; i < n; i++) {
                int t = BigDecimal.valueOf(1000L * (n - i))
                                .divide(BigDecimal.valueOf(n), 0, RoundingMode.HALF_EVEN)
                                .intValueExact()
                        - 1;
                expected[i] = table.get(t);
            }
            assertThat(sigmas).isEqualTo(Sigmas.of(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 12, 30})
    void trailingDiffersFromSimpleWhereTheStepsDoNotDivideAThousand(int n) {
        assertThat(scheduler("trailing").sigmas(ZERO, n))
                .isNotEqualTo(scheduler("simple").sigmas(ZERO, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100, 125, 200, 250, 500, 1000})
    void trailingEqualsSimpleWhereTheStepsDivideAThousand(int n) {
        assertThat(scheduler("trailing").sigmas(ZERO, n))
                .isEqualTo(scheduler("simple").sigmas(ZERO, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1999, 2000, 10000})
    void moreTrailingStepsThanTimestepsTakeEachOnce(int n) {
        assertThat(scheduler("trailing").sigmas(ZERO, n))
                .isEqualTo(scheduler("trailing").sigmas(ZERO, 1000));
    }

    @Test
    void everySchedulerFallsFromAPositiveLevelToZeroForAnyNumberOfSteps() {
        for (SchedulerProvider provider : Schedulers.all()) {
            for (int n : IntStream.of(1, 2, 3, 7, 999, 1000, 1001, 10000).toArray()) {
                float[] levels = provider.scheduler().sigmas(ZERO, n).toArray();

                boolean falling = IntStream.range(1, levels.length).allMatch(i -> levels[i] <= levels[i - 1]);
                assertThat(falling).as("%s %d", provider.name(), n).isTrue();
                assertThat(levels).hasSizeGreaterThan(1);
                assertThat(levels[levels.length - 2]).isPositive();
                assertThat(levels[levels.length - 1]).isZero();
            }
        }
    }

    @Test
    void schedulersStandInTheReferencesOrderWithOursAtTheEnd() {
        assertThat(Schedulers.all())
                .extracting(SchedulerProvider::name)
                .containsExactly(
                        "simple",
                        "sgm_uniform",
                        "karras",
                        "exponential",
                        "ddim_uniform",
                        "beta",
                        "normal",
                        "linear_quadratic",
                        "kl_optimal",
                        "trailing");
    }

    @Test
    void formulasWithoutAValueAreRefusedWithTheInput() {
        assertThatThrownBy(() -> Spacings.karras(10, 0.03, 14.6, 0))
                .isInstanceOf(NodeException.class)
                .hasMessage("Input \"rho\" is 0.0; it must be above 0 (7 is usual).");
        assertThatThrownBy(() -> Spacings.exponential(10, 0, 14.6))
                .isInstanceOf(NodeException.class)
                .hasMessage("Input \"sigma_min\" is 0.0; an exponential schedule needs it above 0.");
    }

    @ParameterizedTest
    @EnumSource
    void onlySchedulesThatStartLateEarnTheZeroSnrWarning(TerminalSnr terminalSnr) {
        NoiseSchedule schedule = new DiscreteSchedule(Prediction.V, terminalSnr);

        for (SchedulerProvider provider : Schedulers.all()) {
            Sigmas sigmas = provider.scheduler().sigmas(schedule, 10);
            boolean late = terminalSnr == TerminalSnr.ZERO && provider.name().equals("ddim_uniform");

            assertThat(ZeroSnr.warning(schedule, provider.name(), sigmas).isPresent())
                    .as(provider.name())
                    .isEqualTo(late);
        }
    }

    @Test
    void theZeroSnrWarningNamesTheRemedy() {
        Sigmas sigmas = scheduler("ddim_uniform").sigmas(ZERO, 10);

        assertThat(ZeroSnr.warning(ZERO, "ddim_uniform", sigmas))
                .hasValue("This model has zero terminal SNR, but the scheduler \"ddim_uniform\" starts at time step 901"
                        + " instead of 999: brightness and contrast will be wrong."
                        + " Choose the scheduler trailing or sgm_uniform.");
    }

    static NoiseSchedule schedule(String model) {
        return model.equals("eps") ? TRAINED : ZERO;
    }

    static SchedulerProvider.Scheduler scheduler(String name) {
        return Schedulers.all().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow()
                .scheduler();
    }

    static void assertLevels(Sigmas sigmas, JsonNode expected) {
        assertThat(sigmas.count()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat((double) sigmas.get(i))
                    .as("level %d", i)
                    .isCloseTo(expected.get(i).asDouble(), TOLERANCE);
        }
    }
}

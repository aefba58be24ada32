package io.darkroom.engine.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> SAMPLERS = List.of("euler", "euler_ancestral", "heun", "dpmpp_2m", "uni_pc");

    @Test
    void namesAFewLettersAwayAreWhatWasMeant() {
        assertThat(Nearest.to("eulr", SAMPLERS)).containsExactly("euler");
        assertThat(Nearest.to("DPMPP_2M", SAMPLERS)).containsExactly("dpmpp_2m");
    }

    @Test
    void aNameThatContainsTheAskedOneIsNearToo() {
        assertThat(Nearest.to("ancestral", SAMPLERS)).containsExactly("euler_ancestral");
    }

    @Test
    void nothingIsNearToNonsense() {
        assertThat(Nearest.to("xyzzyxyzzy", SAMPLERS)).isEmpty();
        assertThat(Nearest.question("xyzzyxyzzy", SAMPLERS)).isEmpty();
    }

    @Test
    void theQuestionNamesTheNearestFirst() {
        assertThat(Nearest.question("euler_", List.of("euler_ancestral", "euler")))
                .isEqualTo(" Did you mean \"euler\" or \"euler_ancestral\"?");
    }

    @Test
    void veryLongNamesAreComparedByTheirStart() {
        assertThat(Nearest.to("a".repeat(1_000_000), List.of("a".repeat(300)))).hasSize(1);
    }

    @Test
    void valuesInMessagesAreShortAndOnOneLine() {
        assertThat(Brief.of("two\nlines")).isEqualTo("\"two lines\"");
        assertThat(Brief.of("x".repeat(500))).hasSizeLessThan(100);
        assertThat(Brief.of(List.of(1, 2, 3, 4, 5, 6, 7))).isEqualTo("[1, 2, 3, 4, 5, ...]");
        assertThat(Brief.of(Map.of("a", List.of(true)))).isEqualTo("{a: [true]}");
        assertThat(Brief.of(new Object())).isEqualTo("a Object");
    }
}

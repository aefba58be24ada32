package io.darkroom.conformance.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.conformance.fixture.Flow;
import io.darkroom.conformance.fixture.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Program program = new Program();
    private final Flow flow = new Flow();
    private final String image = flow.node("StubConstantImage", "value", 0.5, "height", 4, "width", 4, "batch_size", 1);

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void aNodeThatSaysItChangesRunsEveryTime() {
        String changing = flow.node("TestCustomIsChanged", "image", image, "should_change", true);
        String look = flow.node("Look", "value", changing);
        program.look(flow);

        program.look(flow);

        assertThat(program.startedIds()).containsExactly(changing, look);
    }

    @Test
    void aNodeThatSaysItDoesNotChangeRunsOnce() {
        flow.node("Look", "value", flow.node("TestCustomIsChanged", "image", image, "should_change", false));
        program.look(flow);

        program.look(flow);

        assertThat(program.startedIds()).isEmpty();
    }

    @Test
    void aFingerprintOfConstantsFollowsThem() {
        String scaled = flow.node("TestIsChangedWithConstants", "image", image, "value", 0.5);
        String look = flow.node("Look", "value", scaled);
        assertThat(program.grey(flow)).isEqualTo(0.25f);
        program.look(flow);
        assertThat(program.startedIds()).isEmpty();

        flow.set(scaled, "value", 1.0);

        assertThat(program.grey(flow)).isEqualTo(0.5f);
        assertThat(program.startedIds()).containsExactly(scaled, look);
    }
}

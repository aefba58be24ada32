package io.darkroom.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.darkroom.server.conformance.Graph.Node;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachingTest extends OverTheWire {
    @Test
    void theSamePromptTwiceRunsOnceAndShowsItsPicturesTwice() {
        Node image = graph.image("WHITE");
        Node output = graph.preview(image);
        Followed first = client.run(graph);

        Followed second = client.run(graph);

        assertThat(first.didRun(image)).isTrue();
        assertThat(first.didRun(output)).isTrue();
        assertThat(second.ran()).isEmpty();
        assertThat(second.wasCached(image)).isTrue();
        assertThat(second.wasCached(output)).isTrue();
        assertThat(second.greys(output)).containsExactly(255);
    }

    @Test
    void onlyWhatDependsOnAChangedInputRunsAgain() {
        Node black = graph.image("BLACK");
        Node white = graph.image("WHITE");
        Node mask = graph.mask(0.25);
        Node mix = graph.node("TestLazyMixImages", "image1", black, "image2", white, "mask", mask);
        Node output = graph.preview(mix);
        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.25));

        mask.set("value", 0.75);
        Followed again = client.run(graph);

        assertThat(again.greys(output)).containsExactly(Followed.grey(0.75));
        assertThat(again.ran()).containsExactlyInAnyOrder(mask.id(), mix.id(), output.id());
        assertThat(again.wasCached(black)).isTrue();
        assertThat(again.wasCached(white)).isTrue();
    }

    @Test
    void whatNoOutputNeedsDoesNotRun() {
        Node unused = graph.image("BLACK");
        Node output = graph.preview(graph.image("WHITE"));

        Followed run = client.run(graph);

        assertThat(run.didRun(output)).isTrue();
        assertThat(run.didRun(unused)).isFalse();
        assertThat(run.wasCached(unused)).isFalse();
    }

    @Test
    void theSameContentUnderOtherIdsIsKnown() {
        graph.preview(graph.grey(0.3));
        client.run(graph);
        Graph other = new Graph("other ");
        Node image = other.grey(0.3);
        Node output = other.preview(image);

        Followed again = client.run(other);

        assertThat(again.ran()).isEmpty();
        assertThat(again.wasCached(image)).isTrue();
        assertThat(again.greys(output)).containsExactly(Followed.grey(0.3));
    }

    @Test
    void aNodeThatSaysItChangesRunsAndTakesWhatFollowsWithIt() {
        Node image = graph.image("WHITE");
        Node changing = graph.node("TestCustomIsChanged", "image", image, "should_change", true);
        Node output = graph.preview(changing);
        client.run(graph);

        Followed again = client.run(graph);

        assertThat(again.wasCached(image)).isTrue();
        assertThat(again.ran()).containsExactly(changing.id(), output.id());
        changing.set("should_change", false);
        client.run(graph);
        assertThat(client.run(graph).ran()).isEmpty();
    }

    @Test
    void aFingerprintOfConstantsFollowsThem() {
        Node scaled = graph.node("TestIsChangedWithConstants", "image", graph.image("WHITE"), "value", 0.5);
        Node output = graph.preview(scaled);
        assertThat(client.run(graph).greys(output)).containsExactly(Followed.grey(0.5));
        assertThat(client.run(graph).ran()).isEmpty();

        scaled.set("value", 0.25);
        Followed changed = client.run(graph);

        assertThat(changed.ran()).containsExactly(scaled.id(), output.id());
        assertThat(changed.greys(output)).containsExactly(Followed.grey(0.25));
    }

    @Test
    void freedMemoryForgetsResults() {
        Node output = graph.preview(graph.image("WHITE"));
        client.run(graph);
        assertThat(client.http().post("/free", Map.of("free_memory", true)).status())
                .isEqualTo(200);

        await().until(() -> client.run(graph).didRun(output));
    }
}

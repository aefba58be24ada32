package io.darkroom.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.fixture.Ear;
import io.darkroom.server.fixture.Prompts;
import io.darkroom.server.fixture.TestServer;
import io.darkroom.server.fixture.TestServer.Setup;
import io.darkroom.server.fixture.ToyNodes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of several owners. */
class OwnersTest {
    private static final String ANN = "a-secret-that-ann-has";
    private static final String BOB = "a-secret-that-bob-has";

    @TempDir
    Path base;

    @Test
    void anOwnersMessagesDoNotReachTheClientOfAnotherWithTheSameId() {
        Setup setup = Setup.standard()
                .withPack(new ToyNodes())
                .withOptions(options -> options.withListening(
                        options.listening().withTokens(List.of("run:ann:" + ANN, "run:bob:" + BOB))));
        try (TestServer server = TestServer.start(base, setup);
                Ear ann = Ear.open(server, "clientId=same&token=" + ANN);
                Ear bob = Ear.open(server, "clientId=same&token=" + BOB)) {
            Prompts anns = Prompts.of(server.parts(), "same").ownedBy("ann");
            anns.submit("told", "ToySteps", Map.of("steps", 1));
            ann.over("told");
            anns.withoutClient().submit("watched", "ToySteps", Map.of("steps", 2));
            ann.first(message -> message.type().equals("progress")
                    && message.data("prompt_id").equals("watched")
                    && message.data("value").equals("2"));
            Prompts.of(server.parts(), "same").ownedBy("bob").submit("bob's", "ToySteps", Map.of("steps", 3));
            bob.over("bob's");

            assertThat(bob.heard())
                    .filteredOn(message -> !message.type().equals("status"))
                    .allSatisfy(message -> assertThat(message.data("prompt_id")).isEqualTo("bob's"));
            assertThat(ann.heard())
                    .noneSatisfy(
                            message -> assertThat(message.data("prompt_id")).isEqualTo("bob's"));
        }
    }
}

package io.darkroom.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.format.json.JsonPart;
import io.darkroom.server.fixture.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ComfyUI's own front end in a browser without a window, served as {@code --front-end-root} serves it. */
class FrontEndTest {
    @TempDir
    Path base;

    @Test
    void version1x27DrawsItsDefaultGraphAndShowsPreviewPictureAndHistory() {
        assertDraws("1.27.10", "q");
    }

    /** Its default graph is of a model that the miniature cannot stand for, so that it opens a prompt first. */
    @Test
    void version1x58OpensAPromptDrawsItAndShowsPreviewPictureAndHistory() {
        assertDraws("1.58.1", "a", Scripts.prompt());
    }

    /**
     * @param sideBarKey opens the side bar that shows what was drawn
     * @param workflow opened before, if there is one
     */
    private void assertDraws(String version, String sideBarKey, Path... workflow) {
        String chromium = Tools.chromium();
        Path pages = FrontEnds.pages(version);
        try (TestServer server = MiniatureServer.start(base, options -> options.withFrontEnd(pages))) {
            List<Object> arguments = new ArrayList<>();
            arguments.add("127.0.0.1:" + server.port());
            arguments.add(chromium);
            arguments.add(FrontEnds.screenshot(version));
            arguments.add(sideBarKey);
            arguments.addAll(List.of(workflow));

            JsonPart told = Scripts.browse("front-end.mjs", arguments.toArray()).told();

            assertThat(told.get("end").value()).isEqualTo("execution_success");
            assertThat(told.get("steps").value()).isEqualTo(12L);
            assertThat(told.get("shown").value()).as("a preview on the sampler").isEqualTo(true);
            Pictures.assertDrawn(get(server, told.get("picture")), MiniatureServer.WIDTH, MiniatureServer.HEIGHT);
            assertThat(told.get("refused").items())
                    .as("what was refused but files that a new user has not")
                    .extracting(refused -> refused.text().orElseThrow())
                    .allSatisfy(refused -> assertThat(refused).startsWith("404 /api/userdata"));
        }
    }

    private static byte[] get(TestServer server, JsonPart url) {
        URI uri = URI.create(url.text().orElseThrow());
        return server.client().get(uri.getPath() + "?" + uri.getQuery()).bytes();
    }
}

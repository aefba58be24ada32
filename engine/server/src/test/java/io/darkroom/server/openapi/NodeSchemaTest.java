package io.darkroom.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.darkroom.format.WorkflowFile;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.prompt.ApiPrompt;
import io.darkroom.server.fixture.Answer;
import io.darkroom.server.fixture.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schemas accept and refuse, as an independent validator sees it. */
class NodeSchemaTest {
    private static final Path WORKFLOWS = Path.of("../../workflows");
    private static final String SAMPLER = """
        {"class_type": "KSampler", "inputs": {"model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0],
         "latent_image": ["5", 0], "seed": 18446744073709551615, "steps": 20, "cfg": 7.5, "sampler_name": "euler",
         "scheduler": "normal", "denoise": 1}, "_meta": {"title": "Draw"}}\
        """;

    @TempDir
    static Path base;

    private static TestServer server;
    private static Schema prompts;

    @BeforeAll
    static void start() {
        server = TestServer.start(base);
        prompts = schema("/darkroom/v1/schema");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Path> shippedWorkflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shippedWorkflows")
    void everyShippedWorkflowIsAPrompt(Path file) throws IOException {
        String prompt = JsonText.of(ApiPrompt.toJson(WorkflowFile.read(
                        file.toString(),
                        Files.readAllBytes(file),
                        server.parts().catalogue()::find)
                .workflow()));

        assertThat(errors(prompts, prompt)).isEmpty();
    }

    @Test
    void aRightNodeIsAccepted() {
        assertThat(errors(schema("/darkroom/v1/schema/KSampler"), SAMPLER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "seed": 18446744073709551615 | "seed": 18446744073709551616 | seed
        "steps": 20                  | "steps": 0                   | steps
        "steps": 20                  | "steps": 2.5                 | steps
        "cfg": 7.5                   | "cfg": "much"                | cfg
        "euler"                      | "oiler"                      | sampler_name
        "model": ["4", 0]            | "model": "4"                 | model
        "model": ["4", 0]            | "model": [4, 0]              | model
        "model": ["4", 0]            | "model": ["4", -1]           | model
        "denoise": 1                 | "other": 1                   | denoise
        "KSampler"                   | "KSampler2"                  | class_type
        """)
    void aWrongNodeIsRefused(String right, String wrong, String where) {
        List<Error> errors = errors(schema("/darkroom/v1/schema/KSampler"), SAMPLER.replace(right, wrong));

        assertThat(errors).isNotEmpty();
        assertThat(errors.toString()).contains(where);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}
        []
        {"1": {"inputs": {}}}
        {"1": {"class_type": "NoSuchClass", "inputs": {}}}
        {"1": {"class_type": "KSampler", "inputs": {}}}
        {"1": {"class_type": "KSampler"}}
        """)
    void aWrongPromptIsRefused(String prompt) {
        assertThat(errors(prompts, prompt)).isNotEmpty();
    }

    @Test
    void aClassThatIsNotThereIsRefusedWithTheNearest() {
        Answer answer = server.client().get("/darkroom/v1/schema/KSampeler");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("KSampler");
    }

    private static Schema schema(String path) {
        Answer answer = server.client().get(path);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/schema+json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(answer.text());
    }

    private static List<Error> errors(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON);
    }
}

package io.darkroom.format.editor;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.api.node.NodeType;
import io.darkroom.format.Goldens;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonText;
import io.darkroom.format.prompt.ApiPrompt;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceWorkflowsTest {
    private static final Function<String, Optional<NodeType>> CATALOGUE = Goldens.catalogue();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-txt2img-sd21-zsnr-simple-trailing",
                "02-txt2img-custom-sampler-sgm-uniform",
                "03-textual-inversion-weights-clip-skip",
                "04-hires-fix-latent-bislerp",
                "05-img2img-with-bypassed-node",
                "06-inpaint-noise-mask-with-muted-branch",
                "07-outpaint-pad-grey-fill",
                "08-lora-ab-primitive-seed-reroutes",
                "09-upscale-model-then-downscale",
                "10-xy-grid-cfg-by-rescale",
                "11-sampler-custom-advanced-two-stage-regions",
                "12-subgraph-two-stage-and-notes",
            })
    void everyEditorFileBecomesExactlyItsApiFile(String name) {
        Conversion conversion = convert("workflows/" + name + ".ui.json");

        assertThat(JsonText.of(ApiPrompt.toJson(conversion.workflow())))
                .isEqualTo(JsonText.of(Goldens.json("workflows/" + name + ".api.json")));
        assertThat(conversion.notices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "12-subgraph-two-stage-and-notes")
    void version1GivesTheSameAsVersion04(String name) {
        Conversion conversion = convert("workflows/" + name + ".v1.ui.json");

        assertThat(JsonText.of(ApiPrompt.toJson(conversion.workflow())))
                .isEqualTo(JsonText.of(Goldens.json("workflows/" + name + ".api.json")));
    }

    private static Conversion convert(String name) {
        EditorFile file = EditorFile.read(name, Goldens.bytes(name), JsonLimits.standard());
        return EditorConverter.convert(name, file, CATALOGUE);
    }
}

package io.darkroom.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.darkroom.api.node.Node;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;
import io.darkroom.nodes.image.EmptyImage;
import io.darkroom.nodes.image.ImageBatch;
import io.darkroom.nodes.image.ImageInvert;
import io.darkroom.nodes.image.ImageScale;
import io.darkroom.nodes.image.ImageScaleBy;
import io.darkroom.nodes.image.ImageScaleToTotalPixels;
import io.darkroom.nodes.latent.EmptyLatentImage;
import io.darkroom.nodes.latent.LatentUpscale;
import io.darkroom.nodes.latent.LatentUpscaleBy;
import io.darkroom.nodes.latent.SetLatentNoiseMask;
import io.darkroom.nodes.mask.ImageToMask;
import io.darkroom.nodes.mask.InvertMask;
import io.darkroom.nodes.mask.MaskToImage;
import io.darkroom.nodes.mask.SolidMask;
import io.darkroom.onnx.weights.TensorFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ComfyUI 0.3.64's answers for its picture, mask and latent nodes (goldens/imageops; tolerance from its README). */
class OperationGoldensTest {
    private static final double TOLERANCE = 2e-5;

    /** Lanczos passes through 8-bit pictures, where one level may fall to either side. */
    private static final double ONE_LEVEL = 1 / 255.0 + 1e-6;

    private static final Map<String, Node<?, ?>> NODES = Map.ofEntries(
            Map.entry("EmptyImage", new EmptyImage()),
            Map.entry("EmptyLatentImage", new EmptyLatentImage()),
            Map.entry("ImageBatch", new ImageBatch()),
            Map.entry("ImageInvert", new ImageInvert()),
            Map.entry("ImageScale", new ImageScale()),
            Map.entry("ImageScaleBy", new ImageScaleBy()),
            Map.entry("ImageScaleToTotalPixels", new ImageScaleToTotalPixels()),
            Map.entry("ImageToMask", new ImageToMask()),
            Map.entry("InvertMask", new InvertMask()),
            Map.entry("LatentUpscale", new LatentUpscale()),
            Map.entry("LatentUpscaleBy", new LatentUpscaleBy()),
            Map.entry("MaskToImage", new MaskToImage()),
            Map.entry("SetLatentNoiseMask", new SetLatentNoiseMask()),
            Map.entry("SolidMask", new SolidMask()));

    /** Nodes of the catalogue that do not exist here yet. */
    private static final Set<String> LEFT_OUT = Set.of(
            "Canny",
            "CropMask",
            "FeatherMask",
            "GetImageSize",
            "GrowMask",
            "ImageBlend",
            "ImageBlur",
            "ImageColorToMask",
            "ImageCompositeMasked",
            "ImageCrop",
            "ImageFlip",
            "ImageFromBatch",
            "ImagePadForOutpaint",
            "ImageQuantize",
            "ImageRGBToYUV",
            "ImageRotate",
            "ImageScaleToMaxDimension",
            "ImageSharpen",
            "ImageStitch",
            "JoinImageWithAlpha",
            "LatentAdd",
            "LatentBatch",
            "LatentBatchSeedBehavior",
            "LatentBlend",
            "LatentComposite",
            "LatentCompositeMasked",
            "LatentConcat",
            "LatentCrop",
            "LatentCut",
            "LatentFlip",
            "LatentFromBatch",
            "LatentInterpolate",
            "LatentMultiply",
            "LatentRotate",
            "LatentSubtract",
            "MaskComposite",
            "Morphology",
            "PorterDuffImageComposite",
            "RepeatImageBatch",
            "RepeatLatentBatch",
            "ResizeAndPadImage",
            "SplitImageWithAlpha",
            "ThresholdMask");

    @TempDir
    static Path folder;

    private static TensorFile tensors;

    @BeforeAll
    static void open() {
        tensors = TensorFile.open(Goldens.copy("imageops/imageops.safetensors", folder));
    }

    @AfterAll
    static void close() {
        tensors.close();
    }

    static Stream<JsonNode> cases() {
        JsonNode cases = Goldens.json("imageops/imageops.json").get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .filter(golden -> NODES.containsKey(golden.get("node").asText()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nodesAnswerAsTheReferenceDoes(JsonNode golden) {
        Map<String, Object> inputs = new TreeMap<>();
        golden.get("inputs").properties().forEach(input -> inputs.put(input.getKey(), value(input.getValue())));
        boolean eightBit = "lanczos".equals(inputs.get("upscale_method"));

        List<Object> outputs =
                NodeCall.run(Objects.requireNonNull(NODES.get(golden.get("node").asText())), inputs);

        JsonNode expected = golden.get("outputs");
        assertThat(outputs).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            String name = expected.get(i)
                    .path("tensor")
                    .asText(expected.get(i).path("latent").asText());
            assertThat(Goldens.distance(tensor(outputs.get(i)), Goldens.tensor(tensors, name)))
                    .isLessThanOrEqualTo(eightBit ? ONE_LEVEL : TOLERANCE);
            if (expected.get(i).has("noise_mask") && outputs.get(i) instanceof Latent latent) {
                Tensor mask = Goldens.tensor(
                        tensors, expected.get(i).get("noise_mask").asText());
                assertThat(latent.noiseMask().orElseThrow().values().toArray()).containsExactly(mask.toArray());
            }
        }
    }

    @Test
    void everyCaseIsEitherRunOrLeftOutByName() {
        JsonNode cases = Goldens.json("imageops/imageops.json").get("cases");

        assertThat(cases).allSatisfy(golden -> {
            String node = golden.get("node").asText();
            assertThat(NODES.containsKey(node)).as(node).isNotEqualTo(LEFT_OUT.contains(node));
        });
    }

    private static Object value(JsonNode json) {
        if (json.has("tensor")) {
            String name = json.get("tensor").asText();
            Tensor tensor = Goldens.tensor(tensors, name);
            if (tensor.shape().rank() == 3) {
                return new Mask(tensor);
            }
            return name.startsWith("in.L") ? new Latent(tensor) : new Image(tensor);
        }
        return json.isTextual() ? json.asText() : json.isIntegralNumber() ? (Object) json.asLong() : json.asDouble();
    }

    private static Tensor tensor(Object output) {
        if (output instanceof Image image) {
            return image.pixels();
        }
        return output instanceof Mask mask ? mask.values() : ((Latent) output).samples();
    }
}

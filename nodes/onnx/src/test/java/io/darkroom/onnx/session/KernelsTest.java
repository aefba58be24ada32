package io.darkroom.onnx.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

final class KernelsTest {
    @Test
    @EnabledIfSystemProperty(
            named = "os.arch",
            matches = "amd64|x86_64",
            disabledReason = "blocked convolutions are for x86-64")
    void blocksHaveTheWidthOfTheVectorUnit() {
        Kernels kernels = Kernels.probe(OrtEnvironment.getEnvironment());

        assertThat(kernels.fused()).isTrue();
        assertThat(kernels.block()).isIn(8, 16);
    }
}

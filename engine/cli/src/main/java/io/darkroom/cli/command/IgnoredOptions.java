package io.darkroom.cli.command;

import picocli.CommandLine.Option;

/**
 * Flags of ComfyUI that choose between things which Python and torch have and Darkroom has not. Scripts that pass them go
 * on working.
 */
final class IgnoredOptions {
    @Option(
            names = {
                "--use-split-cross-attention",
                "--use-quad-cross-attention",
                "--use-pytorch-cross-attention",
                "--use-sage-attention",
                "--use-flash-attention",
                "--disable-xformers",
                "--force-upcast-attention",
                "--dont-upcast-attention",
                "--cuda-malloc",
                "--disable-cuda-malloc",
                "--force-channels-last",
                "--fast",
                "--async-offload",
                "--mmap-torch-files",
                "--disable-mmap",
                "--windows-standalone-build",
                "--disable-ipex-optimize",
                "--supports-fp8-compute",
                "--force-fp32",
                "--deterministic",
                "--disable-all-custom-nodes",
                "--disable-api-nodes",
                "--dont-print-server",
                "--disable-auto-launch"
            },
            hidden = true)
    void flags(boolean[] given) {}

    @Option(
            names = {"--oneapi-device-selector", "--preview-method", "--preview-size"},
            hidden = true)
    void values(String[] given) {}
}

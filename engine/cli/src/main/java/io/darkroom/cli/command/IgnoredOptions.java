package io.darkroom.cli.command;

import picocli.CommandLine.Option;

/**
 * Flags of ComfyUI that choose between things which Python and torch have and Darkroom has not. Scripts that pass them go
 * on working.
 */
public final class IgnoredOptions {
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
                "--force-fp16",
                "--fp32-unet",
                "--fp64-unet",
                "--bf16-unet",
                "--fp16-unet",
                "--fp8_e4m3fn-unet",
                "--fp8_e5m2-unet",
                "--fp8_e8m0fnu-unet",
                "--fp16-vae",
                "--fp32-vae",
                "--bf16-vae",
                "--cpu-vae",
                "--fp8_e4m3fn-text-enc",
                "--fp8_e5m2-text-enc",
                "--fp16-text-enc",
                "--fp32-text-enc",
                "--bf16-text-enc",
                "--disable-smart-memory",
                "--log-stdout",
                "--enable-compress-response-body",
                "--deterministic",
                "--disable-all-custom-nodes",
                "--disable-api-nodes",
                "--dont-print-server",
                "--disable-auto-launch"
            },
            hidden = true)
    void flags(boolean[] given) {}

    @Option(
            names = {"--oneapi-device-selector", "--default-hashing-function"},
            hidden = true)
    void values(String[] given) {}
}

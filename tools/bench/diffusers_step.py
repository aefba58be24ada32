#!/usr/bin/env python3
"""How long diffusers on torch (CPU, float32) takes for what `darkroom bench --full` measures.

The networks have the shapes of Stable Diffusion 2.1; their weights are random, which costs the same time as real ones.
Needs: pip install torch diffusers.   Prints one JSON object:
{"torch", "diffusers", "threads", "step_512", "step_768", "decode_512"}, times in seconds, each the best of --runs.
"""
import argparse
import json
import time

import diffusers
import torch


def made(network):
    """The network with small random weights; `meta` first, so that the usual slow initialisation is left out."""
    network = network.to_empty(device="cpu").eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.uniform_(-0.02, 0.02)
    return network


def best(runs, call):
    times = []
    with torch.inference_mode():
        call()  # the first call also allocates
        for _ in range(runs):
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
    return round(min(times), 3)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--runs", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    with torch.device("meta"):
        unet = diffusers.UNet2DConditionModel(
            sample_size=96,
            block_out_channels=(320, 640, 1280, 1280),
            cross_attention_dim=1024,
            attention_head_dim=(5, 10, 20, 20),
            use_linear_projection=True,
        )
        vae = diffusers.AutoencoderKL(
            block_out_channels=(128, 256, 512, 512),
            down_block_types=("DownEncoderBlock2D",) * 4,
            up_block_types=("UpDecoderBlock2D",) * 4,
            layers_per_block=2,
            latent_channels=4,
        )
    unet = made(unet)
    context = torch.randn(2, 77, 1024)
    times = {}
    for side in (512, 768):
        latent = torch.randn(2, 4, side // 8, side // 8)
        times[f"step_{side}"] = best(options.runs, lambda: unet(latent, 500, context))
    del unet
    vae = made(vae)
    latent = torch.randn(1, 4, 64, 64)
    times["decode_512"] = best(options.runs, lambda: vae.decode(latent))
    print(json.dumps({"torch": torch.__version__, "diffusers": diffusers.__version__, "threads": options.threads, **times}))


if __name__ == "__main__":
    main()

package io.darkroom.diffusion.noise;

/** Which program's noise to draw. */
public enum NoiseKind {
    /** PyTorch's CPU generator: what ComfyUI draws on any device. */
    TORCH_CPU,
    /** PyTorch's CUDA generator: what AUTOMATIC1111 draws by default. */
    PHILOX;

    /** A new stream of normals for a seed of unsigned 64 bits. */
    public NormalGenerator generator(long seed) {
        return switch (this) {
            case TORCH_CPU -> new TorchCpuGenerator(seed);
            case PHILOX -> new PhiloxGenerator(seed);
        };
    }
}

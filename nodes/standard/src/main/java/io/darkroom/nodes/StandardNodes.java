package io.darkroom.nodes;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.Extensions;
import io.darkroom.api.extension.Folders;
import io.darkroom.api.extension.LoadedModel;
import io.darkroom.api.extension.NodePack;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeType;
import io.darkroom.diffusion.sampler.Samplers;
import io.darkroom.diffusion.schedule.Schedulers;
import io.darkroom.nodes.conditioning.CLIPSetLastLayer;
import io.darkroom.nodes.conditioning.CLIPTextEncode;
import io.darkroom.nodes.conditioning.ConditioningAverage;
import io.darkroom.nodes.conditioning.ConditioningCombine;
import io.darkroom.nodes.conditioning.ConditioningConcat;
import io.darkroom.nodes.conditioning.ConditioningSetArea;
import io.darkroom.nodes.conditioning.ConditioningSetAreaPercentage;
import io.darkroom.nodes.conditioning.ConditioningSetAreaStrength;
import io.darkroom.nodes.conditioning.ConditioningSetMask;
import io.darkroom.nodes.conditioning.ConditioningSetTimestepRange;
import io.darkroom.nodes.conditioning.ConditioningZeroOut;
import io.darkroom.nodes.conditioning.TextualInversionInject;
import io.darkroom.nodes.image.EmptyImage;
import io.darkroom.nodes.image.ImageBatch;
import io.darkroom.nodes.image.ImageInvert;
import io.darkroom.nodes.image.ImageScale;
import io.darkroom.nodes.image.ImageScaleBy;
import io.darkroom.nodes.image.ImageScaleToTotalPixels;
import io.darkroom.nodes.image.ImageUpscaleWithModel;
import io.darkroom.nodes.image.LoadImage;
import io.darkroom.nodes.image.LoadImageMask;
import io.darkroom.nodes.image.PreviewImage;
import io.darkroom.nodes.image.RebatchImages;
import io.darkroom.nodes.image.SaveImage;
import io.darkroom.nodes.image.SaveImageWebsocket;
import io.darkroom.nodes.latent.EmptyLatentAspect;
import io.darkroom.nodes.latent.EmptyLatentImage;
import io.darkroom.nodes.latent.LatentUpscale;
import io.darkroom.nodes.latent.LatentUpscaleBy;
import io.darkroom.nodes.latent.SetLatentNoiseMask;
import io.darkroom.nodes.latent.VAEDecode;
import io.darkroom.nodes.latent.VAEDecodeTiled;
import io.darkroom.nodes.latent.VAEEncode;
import io.darkroom.nodes.latent.VAEEncodeForInpaint;
import io.darkroom.nodes.latent.VAEEncodeTiled;
import io.darkroom.nodes.load.CheckpointLoaderSimple;
import io.darkroom.nodes.load.CheckpointParts;
import io.darkroom.nodes.load.DiffusersLoader;
import io.darkroom.nodes.load.EmbeddingFolder;
import io.darkroom.nodes.load.LoraLoader;
import io.darkroom.nodes.load.LoraLoaderModelOnly;
import io.darkroom.nodes.load.Loras;
import io.darkroom.nodes.load.OpenModels;
import io.darkroom.nodes.load.UpscaleModelLoader;
import io.darkroom.nodes.load.VaeLoader;
import io.darkroom.nodes.mask.ImageToMask;
import io.darkroom.nodes.mask.InvertMask;
import io.darkroom.nodes.mask.MaskToImage;
import io.darkroom.nodes.mask.SolidMask;
import io.darkroom.nodes.picture.PictureReader;
import io.darkroom.nodes.picture.PictureWriter;
import io.darkroom.nodes.picture.PngWriter;
import io.darkroom.nodes.sample.BasicGuider;
import io.darkroom.nodes.sample.BasicScheduler;
import io.darkroom.nodes.sample.CFGGuider;
import io.darkroom.nodes.sample.DisableNoise;
import io.darkroom.nodes.sample.ExponentialScheduler;
import io.darkroom.nodes.sample.FlipSigmas;
import io.darkroom.nodes.sample.GpuNoise;
import io.darkroom.nodes.sample.KSampler;
import io.darkroom.nodes.sample.KSamplerAdvanced;
import io.darkroom.nodes.sample.KSamplerSelect;
import io.darkroom.nodes.sample.KarrasScheduler;
import io.darkroom.nodes.sample.ModelSamplingDiscrete;
import io.darkroom.nodes.sample.RandomNoise;
import io.darkroom.nodes.sample.RescaleCFG;
import io.darkroom.nodes.sample.SamplerCustom;
import io.darkroom.nodes.sample.SamplerCustomAdvanced;
import io.darkroom.nodes.sample.SamplerRuns;
import io.darkroom.nodes.sample.SetFirstSigma;
import io.darkroom.nodes.sample.SplitSigmas;
import io.darkroom.nodes.sample.SplitSigmasDenoise;
import io.darkroom.nodes.value.PrimitiveBoolean;
import io.darkroom.nodes.value.PrimitiveFloat;
import io.darkroom.nodes.value.PrimitiveInt;
import io.darkroom.nodes.value.PrimitiveString;
import io.darkroom.nodes.value.PrimitiveStringMultiline;
import io.darkroom.onnx.OnnxNetworks;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-in nodes with all they share: networks, open model files, folders. Owns and closes the networks. */
public final class StandardNodes implements NodePack {
    /** zlib's levels, as in the reference: what is kept is packed, what is only looked at is quick. */
    private static final PngWriter KEPT = new PngWriter(4);

    private static final PngWriter QUICK = new PngWriter(1);

    private volatile @Nullable OnnxNetworks networks;
    private @Nullable OpenModels models;

    @Override
    public String source() {
        return "nodes";
    }

    @Override
    public Contribution contribute(Environment environment) {
        OnnxNetworks shared = new OnnxNetworks(environment.settings());
        OpenModels open = new OpenModels();
        networks = shared;
        models = open;
        Folders folders = environment.folders();
        EmbeddingFolder embeddings = new EmbeddingFolder(folders);
        CheckpointParts parts = new CheckpointParts(open, shared, embeddings);
        List<Node<?, ?>> nodes = new ArrayList<>();
        nodes.addAll(loading(folders, parts, shared));
        nodes.addAll(conditioning(folders, embeddings));
        nodes.addAll(sampling(environment.extensions(), new SamplerRuns(parts.previewDecoders(folders))));
        nodes.addAll(latents(shared));
        nodes.addAll(images(folders));
        nodes.addAll(values());
        List<NodeType> types = List.of(VaeLoader.type(folders, parts), PrimitiveInt.type());
        return new Contribution(nodes, types, Samplers.all(), Schedulers.all(), Map.of());
    }

    private static List<Node<?, ?>> loading(Folders folders, CheckpointParts parts, OnnxNetworks networks) {
        Loras loras = new Loras(folders);
        return List.of(
                new CheckpointLoaderSimple(folders, parts),
                new DiffusersLoader(folders, parts),
                new LoraLoader(loras),
                new LoraLoaderModelOnly(loras),
                new UpscaleModelLoader(folders, networks));
    }

    private static List<Node<?, ?>> conditioning(Folders folders, EmbeddingFolder embeddings) {
        return List.of(
                new CLIPTextEncode(embeddings),
                new CLIPSetLastLayer(),
                new TextualInversionInject(folders),
                new ConditioningCombine(),
                new ConditioningAverage(),
                new ConditioningConcat(),
                new ConditioningSetArea(),
                new ConditioningSetAreaPercentage(),
                new ConditioningSetAreaStrength(),
                new ConditioningSetMask(),
                new ConditioningSetTimestepRange(),
                new ConditioningZeroOut());
    }

    private static List<Node<?, ?>> sampling(Extensions extensions, SamplerRuns runs) {
        return List.of(
                new KSampler(extensions, runs),
                new KSamplerAdvanced(extensions, runs),
                new SamplerCustom(runs),
                new SamplerCustomAdvanced(runs),
                new KSamplerSelect(extensions),
                new BasicScheduler(extensions),
                new KarrasScheduler(),
                new ExponentialScheduler(),
                new SplitSigmas(),
                new SplitSigmasDenoise(),
                new FlipSigmas(),
                new SetFirstSigma(),
                new RandomNoise(),
                new GpuNoise(),
                new DisableNoise(),
                new CFGGuider(),
                new BasicGuider(),
                new ModelSamplingDiscrete(),
                new RescaleCFG());
    }

    private static List<Node<?, ?>> latents(OnnxNetworks networks) {
        return List.of(
                new EmptyLatentImage(),
                new EmptyLatentAspect(),
                new VAEDecode(networks.budget()),
                new VAEDecodeTiled(),
                new VAEEncode(),
                new VAEEncodeTiled(),
                new VAEEncodeForInpaint(),
                new SetLatentNoiseMask(),
                new LatentUpscale(),
                new LatentUpscaleBy());
    }

    private static List<Node<?, ?>> images(Folders folders) {
        PictureReader reader = PictureReader.limitedTo(System.getenv(PictureReader.LIMIT_VARIABLE));
        Clock clock = Clock.system(ZoneId.systemDefault());
        return List.of(
                new LoadImage(folders, reader),
                new LoadImageMask(folders, reader),
                new SaveImage(new PictureWriter(folders.output(), "output", KEPT, clock)),
                PreviewImage.into(new PictureWriter(folders.temp(), "temp", QUICK, clock)),
                new SaveImageWebsocket(),
                new EmptyImage(),
                new ImageScale(),
                new ImageScaleBy(),
                new ImageScaleToTotalPixels(),
                new ImageUpscaleWithModel(),
                new ImageInvert(),
                new ImageBatch(),
                new RebatchImages(),
                new MaskToImage(),
                new ImageToMask(),
                new SolidMask(),
                new InvertMask());
    }

    private static List<Node<?, ?>> values() {
        return List.of(
                new PrimitiveFloat(), new PrimitiveString(), new PrimitiveStringMultiline(), new PrimitiveBoolean());
    }

    @Override
    public List<LoadedModel> loaded() {
        OnnxNetworks shared = networks;
        return shared == null ? List.of() : shared.loaded();
    }

    @Override
    public void unload() {
        OnnxNetworks shared = networks;
        if (shared != null) {
            shared.unloadAll();
        }
    }

    @Override
    public void close() {
        if (networks != null) {
            networks.close();
        }
        if (models != null) {
            models.close();
        }
    }
}

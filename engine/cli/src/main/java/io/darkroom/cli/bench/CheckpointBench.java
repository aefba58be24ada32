package io.darkroom.cli.bench;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.cli.UserException;
import io.darkroom.cli.command.Workbench;
import io.darkroom.engine.run.Ending;
import io.darkroom.engine.run.Event;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.validate.Problem;
import io.darkroom.engine.validate.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** A full-size checkpoint: loading, steps, decoding, memory. */
final class CheckpointBench {
    private static final String LOADER = "1";
    private static final String SAMPLER = "5";
    private static final String DECODER = "6";
    private static final int STEPS = 4;

    private final Workbench bench;
    private final String checkpoint;
    private final long weightBytes;

    /**
     * @param checkpoint its name among the checkpoints
     * @param weightBytes what its UNet and text encoder take as float32
     */
    CheckpointBench(Workbench bench, String checkpoint, long weightBytes) {
        this.bench = bench;
        this.checkpoint = checkpoint;
        this.weightBytes = weightBytes;
    }

    /** Seconds of the parts, for comparison. */
    record Times(double step512, double step768, double decode512, List<Measurement> table) {}

    Times measure() {
        // So small a picture that what it takes is the weights, not the work.
        Watch loading = run(64, 1, 0).watch;
        double step512 = run(512, STEPS, 1).watch.step();
        // The decoder was loaded by the run before; a single step makes it decode something new.
        double decode512 = seconds(run(512, 1, 2).result, DECODER);
        double step768 = run(768, STEPS, 3).watch.step();
        List<Measurement> table = new ArrayList<>();
        table.add(Measurement.of(
                "full size: load text encoder and UNet, encode two prompts", Measurement.time(loading.firstStep())));
        table.add(Measurement.of("full size: a step, 512x512, batch 2 (CFG)", Measurement.time(step512)));
        table.add(Measurement.of("full size: a step, 768x768, batch 2 (CFG)", Measurement.time(step768)));
        table.add(Measurement.of("full size: VAE decode, 512x512", Measurement.time(decode512)));
        loading.peakAfterLoading.ifPresent(peak -> table.add(new Measurement(
                "full size: peak memory while loading",
                String.format(
                        Locale.ROOT,
                        "%.2f GB, %.2f times the weights as float32",
                        peak / 1e9,
                        (double) peak / weightBytes),
                "1.3 times")));
        Machine.peakBytes()
                .ifPresent(peak -> table.add(Measurement.of(
                        "full size: peak memory of all of this", String.format(Locale.ROOT, "%.2f GB", peak / 1e9))));
        return new Times(step512, step768, decode512, table);
    }

    private Timed run(int side, int steps, long seed) {
        Validation validation = bench.validator().validate(workflow(side, steps, seed));
        if (!validation.isClean()) {
            throw new UserException("The benchmark's workflow is refused: "
                    + validation.problems().stream()
                            .map(Problem::sentence)
                            .findFirst()
                            .orElse(""));
        }
        Watch watch = new Watch();
        RunResult result = bench.engine().run(RunRequest.of("bench", validation), watch::hear);
        if (result.ending() instanceof Ending.Failed failed) {
            throw new UserException("The benchmark failed: " + failed.failure().sentence());
        }
        return new Timed(result, watch);
    }

    private record Timed(RunResult result, Watch watch) {}

    private static double seconds(RunResult result, String nodeId) {
        return result.nodes().stream()
                .filter(node -> node.node().id().equals(nodeId))
                .mapToDouble(node -> node.duration().toNanos() / 1e9)
                .sum();
    }

    private Workflow workflow(int side, int steps, long seed) {
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
        nodes.put(LOADER, node("CheckpointLoaderSimple", Map.of("ckpt_name", constant(checkpoint))));
        nodes.put(
                "2",
                node("CLIPTextEncode", Map.of("text", constant("a lighthouse at night"), "clip", link(LOADER, 1))));
        nodes.put("3", node("CLIPTextEncode", Map.of("text", constant("blurry"), "clip", link(LOADER, 1))));
        nodes.put(
                "4",
                node(
                        "EmptyLatentImage",
                        Map.of(
                                "width", constant((long) side),
                                "height", constant((long) side),
                                "batch_size", constant(1L))));
        nodes.put(
                SAMPLER,
                node(
                        "KSampler",
                        Map.of(
                                "model", link(LOADER, 0),
                                "seed", constant(seed),
                                "steps", constant((long) steps),
                                "cfg", constant(7.0),
                                "sampler_name", constant("euler"),
                                "scheduler", constant("simple"),
                                "positive", link("2", 0),
                                "negative", link("3", 0),
                                "latent_image", link("4", 0),
                                "denoise", constant(1.0))));
        nodes.put(DECODER, node("VAEDecode", Map.of("samples", link(SAMPLER, 0), "vae", link(LOADER, 2))));
        nodes.put("7", node("PreviewImage", Map.of("images", link(DECODER, 0))));
        return new Workflow(nodes);
    }

    private static WorkflowNode node(String type, Map<String, Input> inputs) {
        return new WorkflowNode(type, inputs);
    }

    private static Input constant(Object value) {
        return new Input.Constant(value);
    }

    private static Input link(String node, int slot) {
        return new Input.Link(node, slot);
    }

    /** Takes the time of each step. */
    private static final class Watch {
        private final long start = System.nanoTime();
        private final List<Long> steps = new ArrayList<>();
        private OptionalLong peakAfterLoading = OptionalLong.empty();

        void hear(Event event) {
            if (event instanceof Event.Progressed progressed
                    && progressed.node().id().equals(SAMPLER)
                    && progressed.value().intValue() > 0) {
                if (steps.isEmpty()) {
                    peakAfterLoading = Machine.peakBytes();
                }
                steps.add(System.nanoTime());
            }
        }

        double firstStep() {
            return (steps.get(0) - start) / 1e9;
        }

        /** The shortest time between the ends of two steps. */
        double step() {
            double best = Double.MAX_VALUE;
            for (int i = 1; i < steps.size(); i++) {
                best = Math.min(best, (steps.get(i) - steps.get(i - 1)) / 1e9);
            }
            return best;
        }
    }
}

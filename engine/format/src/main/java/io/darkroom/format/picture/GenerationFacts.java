package io.darkroom.format.picture;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.json.JsonText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gathers what A1111's {@code parameters} say from a workflow: the sampler nearest to a saving node, its prompts, size, model.
 * A workflow can do more than such a line can tell; what is not found is left out.
 */
public final class GenerationFacts {
    private static final Set<String> SAMPLERS =
            Set.of("KSampler", "KSamplerAdvanced", "SamplerCustom", "SamplerCustomAdvanced");

    /** A1111's names of the samplers; others go by their own. */
    private static final Map<String, String> SAMPLER_NAMES = Map.ofEntries(
            Map.entry("euler", "Euler"),
            Map.entry("euler_ancestral", "Euler a"),
            Map.entry("heun", "Heun"),
            Map.entry("dpm_2", "DPM2"),
            Map.entry("dpm_2_ancestral", "DPM2 a"),
            Map.entry("lms", "LMS"),
            Map.entry("dpm_fast", "DPM fast"),
            Map.entry("dpm_adaptive", "DPM adaptive"),
            Map.entry("dpmpp_2s_ancestral", "DPM++ 2S a"),
            Map.entry("dpmpp_sde", "DPM++ SDE"),
            Map.entry("dpmpp_2m", "DPM++ 2M"),
            Map.entry("dpmpp_2m_sde", "DPM++ 2M SDE"),
            Map.entry("dpmpp_2m_sde_heun", "DPM++ 2M SDE Heun"),
            Map.entry("dpmpp_3m_sde", "DPM++ 3M SDE"),
            Map.entry("ddim", "DDIM"),
            Map.entry("ddpm", "DDPM"),
            Map.entry("lcm", "LCM"),
            Map.entry("uni_pc", "UniPC"));

    private static final Map<String, String> SCHEDULE_NAMES = Map.of(
            "simple", "Simple",
            "sgm_uniform", "SGM Uniform",
            "karras", "Karras",
            "exponential", "Exponential",
            "ddim_uniform", "DDIM",
            "beta", "Beta",
            "normal", "Normal",
            "kl_optimal", "KL Optimal",
            "trailing", "Trailing");

    private final Workflow workflow;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private GenerationFacts(Workflow workflow) {
        this.workflow = workflow;
    }

    /** Width and height of a picture, in pixels. */
    public record Size(int width, int height) {}

    /**
     * @param saveNodeId the node that saves the picture
     * @param saved the picture's size, said where the latent's size does not tell
     * @param sha256 the hash of a model file by its name, in hexadecimal digits, if it is known
     * @param version what goes under {@code Version}
     */
    public static A1111Parameters of(
            Workflow workflow,
            String saveNodeId,
            Optional<Size> saved,
            Function<String, Optional<String>> sha256,
            String version) {
        return new GenerationFacts(workflow).gather(saveNodeId, saved, sha256, version);
    }

    private A1111Parameters gather(
            String saveNodeId, Optional<Size> saved, Function<String, Optional<String>> sha256, String version) {
        String prompt = "";
        String negative = "";
        Optional<WorkflowNode> sampler = upstream(saveNodeId, node -> SAMPLERS.contains(node.type()));
        if (sampler.isPresent()) {
            WorkflowNode node = sampler.get();
            WorkflowNode guider = source(node, "guider").orElse(node);
            WorkflowNode sigmas = source(node, "sigmas")
                    .map(s -> s.inputs().containsKey("steps")
                            ? s
                            : source(s, "sigmas").orElse(s))
                    .orElse(node);
            prompt = texts(guider, guider.inputs().containsKey("conditioning") ? "conditioning" : "positive");
            negative = texts(guider, "negative");
            sampling(node, guider, sigmas);
            size(node, saved);
            model(guider, sha256);
            denoise(sigmas);
            rescale(guider);
        } else {
            saved.ifPresent(this::put);
        }
        vae(saveNodeId, sha256);
        settings.put("Version", version);
        return new A1111Parameters(prompt, negative, settings);
    }

    private void sampling(WorkflowNode sampler, WorkflowNode guider, WorkflowNode sigmas) {
        put("Steps", number(sigmas, "steps"));
        put(
                "Sampler",
                text(sampler, "sampler_name")
                        .or(() -> source(sampler, "sampler").flatMap(select -> text(select, "sampler_name")))
                        .map(name -> SAMPLER_NAMES.getOrDefault(name, name)));
        put("Schedule type", text(sigmas, "scheduler").map(name -> SCHEDULE_NAMES.getOrDefault(name, name)));
        put("CFG scale", number(guider, "cfg"));
        put(
                "Seed",
                number(sampler, "seed")
                        .or(() -> number(sampler, "noise_seed"))
                        .or(() -> source(sampler, "noise").flatMap(noise -> number(noise, "noise_seed"))));
    }

    private void size(WorkflowNode sampler, Optional<Size> saved) {
        Optional<WorkflowNode> sized = source(sampler, "latent_image")
                .filter(latent -> number(latent, "width").isPresent()
                        && number(latent, "height").isPresent());
        if (sized.isPresent()) {
            settings.put(
                    "Size",
                    number(sized.get(), "width").orElse("") + "x"
                            + number(sized.get(), "height").orElse(""));
        } else {
            saved.ifPresent(this::put);
        }
    }

    private void put(Size size) {
        settings.put("Size", size.width() + "x" + size.height());
    }

    private void model(WorkflowNode guider, Function<String, Optional<String>> sha256) {
        Optional<String> file = chain(
                        guider, "model", node -> text(node, "ckpt_name").isPresent())
                .flatMap(loader -> text(loader, "ckpt_name"));
        put("Model hash", file.flatMap(sha256).map(GenerationFacts::autoV2));
        put("Model", file.map(GenerationFacts::baseName));
    }

    private void vae(String saveNodeId, Function<String, Optional<String>> sha256) {
        Optional<String> file = upstream(saveNodeId, node -> node.type().startsWith("VAEDecode"))
                .flatMap(decode -> source(decode, "vae"))
                .flatMap(loader -> text(loader, "vae_name"));
        put("VAE hash", file.flatMap(sha256).map(GenerationFacts::autoV2));
        put("VAE", file);
    }

    private void denoise(WorkflowNode sigmas) {
        put("Denoising strength", number(sigmas, "denoise").filter(strength -> !strength.equals("1")));
    }

    private void rescale(WorkflowNode guider) {
        put(
                "CFG rescale",
                chain(guider, "model", node -> node.type().equals("RescaleCFG"))
                        .flatMap(node -> number(node, "multiplier")));
    }

    private void put(String name, Optional<String> value) {
        value.ifPresent(known -> settings.put(name, known));
    }

    /** The prompts behind an input, through the nodes that change conditioning; joined by A1111's AND where several count. */
    private String texts(WorkflowNode node, String input) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<Input.Link> ahead = new ArrayDeque<>();
        link(node, input).ifPresent(ahead::push);
        while (!ahead.isEmpty()) {
            Input.Link link = ahead.pop();
            WorkflowNode source = workflow.nodes().get(link.nodeId());
            if (source == null || !seen.add(link.nodeId() + ":" + link.slot())) {
                continue;
            }
            Optional<String> text = text(source, "text");
            if (text.isPresent() && link(source, "clip").isPresent()) {
                found.add(text.get());
            } else if (!source.type().equals("ConditioningZeroOut")) {
                conditionings(source, link.slot()).forEach(ahead::addLast);
            }
        }
        found.remove("");
        return String.join(" AND ", found);
    }

    /** The inputs of a node that its output is made of. */
    private List<Input.Link> conditionings(WorkflowNode node, int output) {
        if (node.inputs().containsKey("positive") && node.inputs().containsKey("negative")) {
            return link(node, output == 1 ? "negative" : "positive").stream().toList();
        }
        return node.inputs().keySet().stream()
                .filter(name -> name.startsWith("conditioning"))
                .flatMap(name -> link(node, name).stream())
                .toList();
    }

    /** The nearest node, by links, of a kind. */
    private Optional<WorkflowNode> upstream(String start, Predicate<WorkflowNode> wanted) {
        Set<String> seen = new HashSet<>(Set.of(start));
        Deque<String> ahead = new ArrayDeque<>(seen);
        while (!ahead.isEmpty()) {
            WorkflowNode node = workflow.nodes().get(ahead.pop());
            if (node == null) {
                continue;
            }
            if (wanted.test(node)) {
                return Optional.of(node);
            }
            node.inputs().values().stream()
                    .filter(Input.Link.class::isInstance)
                    .map(input -> ((Input.Link) input).nodeId())
                    .filter(seen::add)
                    .forEach(ahead::addLast);
        }
        return Optional.empty();
    }

    /** The first node of a kind that the input of this name leads to, from node to node. */
    private Optional<WorkflowNode> chain(WorkflowNode start, String input, Predicate<WorkflowNode> wanted) {
        Optional<WorkflowNode> node = source(start, input);
        for (int i = 0; i < workflow.nodes().size() && node.isPresent() && !wanted.test(node.get()); i++) {
            node = source(node.get(), input);
        }
        return node.filter(wanted);
    }

    private Optional<WorkflowNode> source(WorkflowNode node, String input) {
        return link(node, input).flatMap(link -> workflow.node(link.nodeId()));
    }

    private static Optional<Input.Link> link(WorkflowNode node, String input) {
        return node.inputs().get(input) instanceof Input.Link link ? Optional.of(link) : Optional.empty();
    }

    /** A constant, or the constant of a node that holds nothing but a value. */
    private Optional<Object> constant(WorkflowNode node, String input) {
        Input value = node.inputs().get(input);
        if (value instanceof Input.Link link) {
            value = workflow.node(link.nodeId())
                    .map(source -> source.inputs().get("value"))
                    .orElse(null);
        }
        return value instanceof Input.Constant constant ? Optional.ofNullable(constant.value()) : Optional.empty();
    }

    private Optional<String> text(WorkflowNode node, String input) {
        return constant(node, input).filter(String.class::isInstance).map(String.class::cast);
    }

    private Optional<String> number(WorkflowNode node, String input) {
        return constant(node, input)
                .filter(Number.class::isInstance)
                .map(number -> JsonText.browserNumber((Number) number));
    }

    /** The first ten digits of the SHA-256: what A1111 and Civitai find models by. */
    private static String autoV2(String sha256) {
        return sha256.substring(0, Math.min(10, sha256.length()));
    }

    private static String baseName(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return name.lastIndexOf('.') > 0 ? name.substring(0, name.lastIndexOf('.')) : name;
    }
}

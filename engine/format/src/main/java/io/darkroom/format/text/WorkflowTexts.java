package io.darkroom.format.text;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Trait;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.prompt.SeedControl;
import io.darkroom.format.prompt.SplitMix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Resolves the templates in a workflow's texts: choices in prompts ({@code {a|b}}) and the parts of file names.
 *
 * <p>Where the editor throws dice, this draws from the workflow's seeds. Each seed (a whole-number constant named
 * {@code seed} or {@code noise_seed}) is a line of decimal digits, the lines are sorted as text, and S is the SHA-256 of them.
 * The generator of a text is SplitMix64, started with the first 8 bytes (big-endian) of the SHA-256 of S, the node's id, a
 * line feed, the input's name, and a line feed. So the same file draws the same words, another seed draws anew, and two
 * prompts draw independently of each other.
 */
public final class WorkflowTexts {
    private static final String FILE_NAME = "filename_prefix";

    private WorkflowTexts() {}

    /**
     * The workflow with all templates resolved. Parts that only the saving node can know ({@code %width%}) stay.
     *
     * @param types the catalogue: node types by id
     * @param searchNames what {@code %NAME.widget%} calls a node, by node id, where it is not the class
     * @param now for {@code %date:...%}, in the user's time zone
     * @throws io.darkroom.format.WorkflowFileException if a text has more options than anybody needs
     */
    public static Workflow resolve(
            Workflow workflow,
            Function<String, Optional<NodeType>> types,
            Map<String, String> searchNames,
            ZonedDateTime now) {
        byte[] seeds = seeds(workflow);
        Workflow drawn = map(
                workflow, types, (id, type, slot, text) -> isDynamic(slot) ? draw(seeds, id, slot.name(), text) : text);
        return resolveNames(drawn, types, searchNames, now);
    }

    /** Resolves the parts of file names only: for workflows whose prompts a client has drawn already. */
    public static Workflow resolveNames(
            Workflow workflow,
            Function<String, Optional<NodeType>> types,
            Map<String, String> searchNames,
            ZonedDateTime now) {
        FileNameTemplate names = new FileNameTemplate(workflow, searchNames, now);
        return map(
                workflow,
                types,
                (id, type, slot, text) ->
                        type.is(Trait.OUTPUT) && slot.name().equals(FILE_NAME) ? names.resolve(text) : text);
    }

    private static String draw(byte[] seeds, String id, String input, String text) {
        String source = "Node \"" + id + "\", input \"" + input + "\"";
        return DynamicPrompt.draw(source, text, new SplitMix(start(seeds, id, input)));
    }

    private interface Change {
        String apply(String nodeId, NodeType type, InputSlot slot, String text);
    }

    private static Workflow map(Workflow workflow, Function<String, Optional<NodeType>> types, Change change) {
        Map<String, WorkflowNode> nodes = new LinkedHashMap<>();
        workflow.nodes().forEach((id, node) -> {
            WorkflowNode changed = node;
            Optional<NodeType> type = types.apply(node.type());
            if (type.isPresent()) {
                for (InputSlot slot : type.get().inputs()) {
                    if (node.inputs().get(slot.name()) instanceof Input.Constant constant
                            && constant.value() instanceof String text) {
                        String result = change.apply(id, type.get(), slot, text);
                        changed = result.equals(text) ? changed : changed.with(slot.name(), new Input.Constant(result));
                    }
                }
            }
            nodes.put(id, changed);
        });
        return new Workflow(nodes);
    }

    private static boolean isDynamic(InputSlot slot) {
        return slot.widget()
                .filter(widget -> widget instanceof Widget.Text text && text.dynamicPrompts())
                .isPresent();
    }

    private static byte[] seeds(Workflow workflow) {
        List<String> seeds = new ArrayList<>();
        workflow.nodes()
                .values()
                .forEach(node -> node.inputs().forEach((name, input) -> {
                    if (SeedControl.isSeed(name)
                            && input instanceof Input.Constant constant
                            && constant.value() instanceof Number number
                            && !(number instanceof Double)) {
                        seeds.add(number.toString());
                    }
                }));
        seeds.sort(null);
        MessageDigest hash = sha256();
        seeds.forEach(seed -> hash.update((seed + "\n").getBytes(StandardCharsets.UTF_8)));
        return hash.digest();
    }

    private static long start(byte[] seeds, String nodeId, String input) {
        MessageDigest hash = sha256();
        hash.update(seeds);
        hash.update((nodeId + "\n" + input + "\n").getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}

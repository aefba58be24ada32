package io.darkroom.format.text;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.format.json.JsonText;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts {@code %date:FORMAT%} and {@code %NODE.widget%} of a file name (comfyui-contract.md, 2). NODE is a node's name
 * for searching, by default its class, or else its title; the first such node counts. Whatever else stands between percent
 * signs stays for the node that saves.
 */
final class FileNameTemplate {
    private static final Pattern PART = Pattern.compile("%([^%]+)%");
    private static final Pattern DATE_PART = Pattern.compile("yyyy|yy|MM?|dd?|hh?|mm?|ss?");
    private static final Pattern UNFIT_FOR_FILES = Pattern.compile("[/?<>\\\\:*|\"\\x00-\\x1f\\x7f]");
    private static final String DATE = "date:";

    /** The first node of each name for searching, and of each title. */
    private final Map<String, WorkflowNode> bySearchName = new HashMap<>();

    private final Map<String, WorkflowNode> byTitle = new HashMap<>();
    private final ZonedDateTime now;

    /**
     * @param searchNames names for searching by node id, where they are not the class
     */
    FileNameTemplate(Workflow workflow, Map<String, String> searchNames, ZonedDateTime now) {
        workflow.nodes().forEach((id, node) -> {
            bySearchName.putIfAbsent(searchNames.getOrDefault(id, node.type()), node);
            node.title().ifPresent(title -> byTitle.putIfAbsent(title, node));
        });
        this.now = now;
    }

    String resolve(String template) {
        return PART.matcher(template)
                .replaceAll(part ->
                        Matcher.quoteReplacement(resolvePart(part.group(1)).orElse(part.group())));
    }

    private Optional<String> resolvePart(String part) {
        if (part.startsWith(DATE)) {
            return Optional.of(date(part.substring(DATE.length())));
        }
        int dot = part.indexOf('.');
        if (dot < 0 || part.indexOf('.', dot + 1) >= 0) {
            return Optional.empty();
        }
        return constant(part.substring(0, dot), part.substring(dot + 1))
                .map(text -> UNFIT_FOR_FILES.matcher(text).replaceAll("_"));
    }

    private String date(String format) {
        return DATE_PART.matcher(format).replaceAll(part -> {
            String letters = part.group();
            int value = switch (letters.charAt(0)) {
                case 'y' -> letters.length() == 2 ? now.getYear() % 100 : now.getYear();
                case 'M' -> now.getMonthValue();
                case 'd' -> now.getDayOfMonth();
                case 'h' -> now.getHour();
                case 'm' -> now.getMinute();
                default -> now.getSecond();
            };
            String digits = Integer.toString(value);
            return "0".repeat(Math.max(0, letters.length() - digits.length())) + digits;
        });
    }

    private Optional<String> constant(String nodeName, String input) {
        return Optional.ofNullable(bySearchName.get(nodeName))
                .or(() -> Optional.ofNullable(byTitle.get(nodeName)))
                .map(node -> node.inputs().get(input))
                .flatMap(value -> value instanceof Input.Constant constant
                        ? Optional.of(text(constant.value()))
                        : Optional.empty());
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Number number ? JsonText.browserNumber(number) : value.toString();
    }
}

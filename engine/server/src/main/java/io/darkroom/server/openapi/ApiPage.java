package io.darkroom.server.openapi;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.OutputSlot;
import io.darkroom.api.node.Widget;
import io.darkroom.format.json.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The page with all routes and all node classes. It needs no scripts and loads nothing. */
final class ApiPage {
    private static final String HEAD = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Darkroom: routes and nodes</title>
        <style>
        :root { color-scheme: light dark; --line: light-dark(#d5d5da, #44444c); --soft: light-dark(#f4f4f7, #232329);
                --quiet: light-dark(#55555f, #a9a9b4); --strong: light-dark(#1d4ed8, #9dbcff); }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        code, pre { font: 14px/1.45 ui-monospace, monospace; }
        pre { background: var(--soft); padding: .8rem; overflow-x: auto; border-radius: .4rem; }
        details { border-top: 1px solid var(--line); padding: .3rem 0; }
        summary { cursor: pointer; }
        summary b { display: inline-block; min-width: 4.2rem; color: var(--strong); }
        small, .quiet { color: var(--quiet); }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-top: 1px solid var(--line); }
        a { color: var(--strong); }
        </style>
        </head>
        <body>
        <h1>Darkroom: routes and nodes</h1>
        """;
    private static final String FOOT = "</body>\n</html>\n";

    private final Map<String, @Nullable Object> document;
    private final List<NodeType> types;
    private final StringBuilder html = new StringBuilder();

    ApiPage(Map<String, @Nullable Object> document, List<NodeType> types) {
        this.document = document;
        this.types = types;
    }

    String html() {
        html.append(HEAD);
        paragraph(String.valueOf(OpenApi.object(document.get("info")).get("description")));
        html.append(
                "<p>For programs: <a href=\"/openapi.json\">OpenAPI</a>, <a href=\"/darkroom/v1/schema\">JSON Schema"
                        + " of prompts</a>. Here: <a href=\"#nodes\">nodes</a>.</p>\n");
        routes();
        nodes();
        return html.append(FOOT).toString();
    }

    private void routes() {
        for (Object tag : (List<?>) Objects.requireNonNull(document.get("tags"))) {
            String name = String.valueOf(OpenApi.object(tag).get("name"));
            html.append("<h2>").append(escaped(name)).append("</h2>\n");
            paragraph(String.valueOf(OpenApi.object(tag).get("description")));
            OpenApi.object(document.get("paths"))
                    .forEach((path, item) -> OpenApi.object(item).forEach((method, value) -> {
                        Map<String, @Nullable Object> operation = OpenApi.object(value);
                        if (List.of(name).equals(operation.get("tags"))) {
                            operation(method, path, operation);
                        }
                    }));
        }
    }

    private void operation(String method, String path, Map<String, @Nullable Object> operation) {
        html.append("<details><summary><b>")
                .append(method.toUpperCase(Locale.ROOT))
                .append("</b> <code>")
                .append(escaped(path))
                .append("</code> ")
                .append(escaped(String.valueOf(operation.get("summary"))))
                .append(" <small>")
                .append(escaped(String.valueOf(operation.get("x-scope"))))
                .append("</small></summary>\n");
        if (operation.get("description") instanceof String about) {
            paragraph(about);
        }
        if (operation.get("parameters") instanceof List<?> parameters) {
            List<List<String>> rows = new ArrayList<>();
            for (Object each : parameters) {
                Map<String, @Nullable Object> parameter = OpenApi.object(each);
                rows.add(List.of(
                        String.valueOf(parameter.get("name")),
                        parameter.get("in") + (parameter.containsKey("required") ? ", required" : ""),
                        String.valueOf(parameter.get("description"))));
            }
            table(List.of("parameter", "in", "meaning"), rows);
        }
        if (operation.containsKey("requestBody")) {
            json("Body", OpenApi.object(operation.get("requestBody")).get("content"));
        }
        json("Answers", operation.get("responses"));
        html.append("</details>\n");
    }

    private void nodes() {
        html.append("<h2 id=\"nodes\">Nodes</h2>\n");
        Map<String, List<NodeType>> categories = new TreeMap<>();
        types.forEach(type -> categories
                .computeIfAbsent(type.category(), absent -> new ArrayList<>())
                .add(type));
        categories.forEach((category, members) -> {
            html.append("<h3>").append(escaped(category)).append("</h3>\n");
            members.stream().sorted(Comparator.comparing(NodeType::id)).forEach(this::node);
        });
    }

    private void node(NodeType type) {
        html.append("<details><summary><code>")
                .append(escaped(type.id()))
                .append("</code> ")
                .append(escaped(type.name()))
                .append("</summary>\n");
        paragraph(type.about());
        List<List<String>> rows = new ArrayList<>();
        for (InputSlot slot : type.inputs()) {
            if (slot.presence() != InputSlot.Presence.HIDDEN) {
                boolean optional = slot.presence() == InputSlot.Presence.OPTIONAL;
                rows.add(List.of(
                        slot.name(),
                        slot.type() + (optional ? ", optional" : ""),
                        slot.widget().map(ApiPage::values).orElse("a link"),
                        slot.about()));
            }
        }
        table(List.of("input", "type", "values", "meaning"), rows);
        List<List<String>> outputs = new ArrayList<>();
        for (OutputSlot slot : type.outputs()) {
            outputs.add(List.of(slot.name(), slot.type(), slot.about()));
        }
        table(List.of("output", "type", "meaning"), outputs);
        html.append("<p><a href=\"/darkroom/v1/schema/")
                .append(escaped(
                        URLEncoder.encode(type.id(), StandardCharsets.UTF_8).replace("+", "%20")))
                .append("\">JSON Schema</a></p>\n</details>\n");
    }

    private static String values(Widget widget) {
        if (widget instanceof Widget.Whole whole) {
            return whole.min() + " to " + whole.max() + ", default " + whole.def();
        }
        if (widget instanceof Widget.Real real) {
            return real.min() + " to " + real.max() + ", default " + real.def();
        }
        if (widget instanceof Widget.Toggle toggle) {
            return "true or false, default " + toggle.def();
        }
        if (widget instanceof Widget.Choice choice) {
            return choice.folder().isPresent()
                    ? "a file of " + choice.folder().get()
                    : String.join(", ", choice.options().get());
        }
        return "text";
    }

    private void table(List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        html.append("<table><tr>");
        heads.forEach(head -> html.append("<th scope=\"col\">").append(head).append("</th>"));
        html.append("</tr>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private void json(String title, @Nullable Object value) {
        html.append("<p>")
                .append(title)
                .append("</p>\n<pre>")
                .append(escaped(JsonText.indented(value)))
                .append("</pre>\n");
    }

    private void paragraph(String text) {
        if (!text.isEmpty()) {
            html.append("<p>").append(escaped(text)).append("</p>\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

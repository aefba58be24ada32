package io.darkroom.format.picture;

import io.darkroom.format.json.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What A1111 and many viewers read under {@code parameters}: the prompt, the negative prompt, and a last line of settings such
 * as {@code Steps: 20, Sampler: DPM++ 2M, CFG scale: 7}.
 *
 * @param settings by name, in order
 */
public record A1111Parameters(String prompt, String negative, Map<String, String> settings) {
    /** The keyword in PNGs. */
    public static final String KEYWORD = "parameters";

    private static final String NEGATIVE = "Negative prompt:";
    /** A last line with fewer settings belongs to the prompt. */
    private static final int FEWEST_SETTINGS = 3;

    public A1111Parameters {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** The text; absent parts are left out. */
    public String text() {
        StringJoiner lines = new StringJoiner("\n");
        if (!prompt.isEmpty()) {
            lines.add(prompt);
        }
        if (!negative.isEmpty()) {
            lines.add(NEGATIVE + " " + negative);
        }
        if (!settings.isEmpty()) {
            StringJoiner line = new StringJoiner(", ");
            settings.forEach((name, value) -> line.add(name + ": " + quoteIfNeeded(value)));
            lines.add(line.toString());
        }
        return lines.toString();
    }

    private static String quoteIfNeeded(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == ':' || c == '\n' || c == '"');
        return plain ? value : JsonText.of(value);
    }

    /** Reads such a text; what is not in it is empty. Never fails. */
    public static A1111Parameters read(String text) {
        String body = text.strip();
        int lastLine = body.lastIndexOf('\n') + 1;
        Map<String, String> settings = new SettingsLine(body.substring(lastLine)).read();
        if (settings.size() < FEWEST_SETTINGS) {
            settings = Map.of();
        } else {
            body = body.substring(0, Math.max(0, lastLine - 1));
        }
        StringJoiner prompt = new StringJoiner("\n");
        StringJoiner negative = new StringJoiner("\n");
        StringJoiner current = prompt;
        for (String line : body.split("\n", -1)) {
            String stripped = line.strip();
            if (stripped.startsWith(NEGATIVE)) {
                current = negative;
                stripped = stripped.substring(NEGATIVE.length()).strip();
            }
            current.add(stripped);
        }
        return new A1111Parameters(prompt.toString(), negative.toString(), settings);
    }

    /** {@code Name: value, Name: "quoted, value", ...}. */
    private static final class SettingsLine {
        private final String line;
        private int at;

        SettingsLine(String line) {
            this.line = line;
        }

        Map<String, String> read() {
            Map<String, String> settings = new LinkedHashMap<>();
            while (at < line.length()) {
                int colon = line.indexOf(':', at);
                if (colon < 0) {
                    break;
                }
                // a comma before the colon ends something that was no setting
                String name = line.substring(Math.max(at, line.lastIndexOf(',', colon) + 1), colon)
                        .strip();
                at = colon + 1;
                String value = value();
                if (!name.isEmpty()) {
                    settings.put(name, value);
                }
            }
            return settings;
        }

        private String value() {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            if (at < line.length() && line.charAt(at) == '"') {
                Optional<String> quoted = quoted();
                if (quoted.isPresent()) {
                    return quoted.get();
                }
            }
            int comma = line.indexOf(',', at);
            int end = comma < 0 ? line.length() : comma;
            String value = line.substring(at, end).strip();
            at = end + 1;
            return value;
        }

        /** A text in quotes that ends the setting; empty if it is not closed, and then nothing is consumed. */
        private Optional<String> quoted() {
            StringBuilder value = new StringBuilder();
            for (int i = at + 1; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') {
                    int comma = line.indexOf(',', i);
                    at = comma < 0 ? line.length() : comma + 1;
                    return Optional.of(value.toString());
                }
                if (c != '\\' || i + 1 == line.length()) {
                    value.append(c);
                    continue;
                }
                char escaped = line.charAt(++i);
                if (escaped == 'u'
                        && i + 4 < line.length()
                        && line.substring(i + 1, i + 5).matches("[0-9a-fA-F]{4}")) {
                    value.append((char) Integer.parseInt(line.substring(i + 1, i + 5), 16));
                    i += 4;
                } else {
                    value.append(
                            switch (escaped) {
                                case 'n' -> '\n';
                                case 't' -> '\t';
                                case 'r' -> '\r';
                                default -> escaped;
                            });
                }
            }
            return Optional.empty();
        }
    }
}

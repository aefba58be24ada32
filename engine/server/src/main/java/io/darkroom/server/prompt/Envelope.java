package io.darkroom.server.prompt;

import io.darkroom.format.json.JsonPart;
import io.darkroom.format.setting.Setting;
import io.darkroom.queue.Draft.Place;
import io.darkroom.server.http.HttpProblem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The members beside a prompt (comfyui-contract.md, 1.2); each is read, and refused, when it is asked for. */
final class Envelope {
    /** Handed to no node of ours and written nowhere. */
    private static final List<String> SECRETS = List.of("auth_token_comfy_org", "api_key_comfy_org");

    private static final int LONGEST_ID = 1000;

    private final JsonPart json;

    Envelope(JsonPart json) {
        this.json = json;
    }

    /** The client's id, or a random one. */
    String promptId() {
        return id("prompt_id", () -> UUID.randomUUID().toString());
    }

    /** Where it goes; only a place without a number of the client's takes one of the counter's. */
    Place place() {
        JsonPart number = json.get("number");
        if (!number.isAbsent()) {
            return new Place.At(number(number));
        }
        return isSet("front") ? new Place.Front() : new Place.Back();
    }

    /** Whether a prompt with any fault is refused, although some outputs could run. */
    boolean isStrict() {
        return isSet("strict");
    }

    /** The outputs asked for; empty: all. */
    Optional<Set<String>> targets() {
        JsonPart targets = json.get("partial_execution_targets");
        if (targets.isAbsent()) {
            return Optional.empty();
        }
        Set<String> ids = new LinkedHashSet<>();
        targets.items().forEach(target -> ids.add(target.id()));
        return Optional.of(ids);
    }

    /** The values to set, in their order. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        json.get("set").object().forEach((key, value) -> settings.add(new Setting(key, value)));
        return settings;
    }

    /** The extra data without secrets, with the client's id. */
    Map<String, @Nullable Object> extraData() {
        Map<String, @Nullable Object> extra =
                new LinkedHashMap<>(json.get("extra_data").object());
        SECRETS.forEach(extra::remove);
        extra.remove("create_time"); // when it came, the queue knows
        if (!json.get("client_id").isAbsent()) {
            extra.put("client_id", id("client_id", () -> ""));
        }
        return extra;
    }

    private String id(String name, Supplier<String> absent) {
        JsonPart part = json.get(name);
        if (part.isAbsent()) {
            return absent.get();
        }
        Object value = part.value();
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw HttpProblem.badRequest(
                    "invalid_" + name,
                    "\"" + name + "\" is " + part.describe() + "; it must be a text.",
                    part.pointer());
        }
        String text = value.toString();
        if (text.length() > LONGEST_ID) {
            throw HttpProblem.badRequest(
                    "invalid_" + name,
                    "\"" + name + "\" has " + text.length() + " characters; the limit is " + LONGEST_ID + ".",
                    part.pointer());
        }
        return text;
    }

    private static double number(JsonPart part) {
        double number = Double.NaN;
        if (part.value() instanceof Long || part.value() instanceof Double || part.value() instanceof BigInteger) {
            number = ((Number) part.value()).doubleValue();
        } else if (part.value() instanceof String text) {
            try {
                number = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                number = Double.NaN; // refused below
            }
        }
        if (!Double.isFinite(number)) {
            throw HttpProblem.badRequest(
                    "invalid_number",
                    "\"number\" is " + part.describe() + "; it must be a finite number, or left out.",
                    part.pointer());
        }
        return number;
    }

    /** As Python sees it: anything but nothing, false, 0 and the empty text. */
    private boolean isSet(String name) {
        Object value = json.get(name).value();
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        return value != null && !Boolean.FALSE.equals(value) && !"".equals(value);
    }
}

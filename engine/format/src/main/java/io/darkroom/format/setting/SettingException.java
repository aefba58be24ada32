package io.darkroom.format.setting;

import java.util.List;

/** A value that cannot be set; the message begins with the setting's key and is one line. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 600;

    private final String key;
    private final transient List<String> names;

    SettingException(String key, String problem) {
        this(key, problem, List.of());
    }

    SettingException(String key, String problem, List<String> names) {
        super(oneLine(key + problem));
        this.key = key;
        this.names = List.copyOf(names);
    }

    /** What was to be set. */
    public String key() {
        return key;
    }

    /** The keys there are, if this one is not among them; its nearest may be suggested. */
    public List<String> names() {
        return names;
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }
}

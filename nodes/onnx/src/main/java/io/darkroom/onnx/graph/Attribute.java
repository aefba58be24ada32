package io.darkroom.onnx.graph;

/** A fixed setting of an operator ({@code AttributeProto}). */
public final class Attribute {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private final Message message;

    private Attribute(Message message) {
        this.message = message;
    }

    public static Attribute of(String name, long value) {
        return new Attribute(new Message().text(1, name).number(3, value).number(20, INT));
    }

    public static Attribute real(String name, double value) {
        return new Attribute(new Message().text(1, name).real(2, (float) value).number(20, FLOAT));
    }

    public static Attribute of(String name, String value) {
        return new Attribute(new Message().text(1, name).text(4, value).number(20, STRING));
    }

    public static Attribute list(String name, long... values) {
        Message message = new Message().text(1, name);
        for (long value : values) {
            message.number(8, value);
        }
        return new Attribute(message.number(20, INTS));
    }

    Message message() {
        return message;
    }
}

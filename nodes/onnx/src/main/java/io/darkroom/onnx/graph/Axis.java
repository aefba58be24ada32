package io.darkroom.onnx.graph;

/** The size of one axis of a graph's input or output: a number, or a name where it may differ from call to call. */
public final class Axis {
    private final Message message;

    private Axis(Message message) {
        this.message = message;
    }

    public static Axis of(long size) {
        return new Axis(new Message().number(1, size));
    }

    public static Axis named(String name) {
        return new Axis(new Message().text(2, name));
    }

    Message message() {
        return message;
    }
}

package io.darkroom.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds one ONNX model, operator by operator. Values may be used by any number of later operators; constants of equal
 * content are written once. Not for use by several threads.
 */
public final class GraphBuilder {
    private static final int IR_VERSION = 9; // the one that belongs to opset 20

    private final Message graph = new Message();
    private final Message initializers = new Message();
    private final Message inputs = new Message();
    private final Message outputs = new Message();
    private final Map<String, Value> constants = new HashMap<>();
    private int count;

    /** Declares an input of the model. */
    public Value input(String name, ElementType type, Axis... axes) {
        inputs.message(11, valueInfo(name, type, List.of(axes)));
        return new Value(name);
    }

    /** Declares an input whose number of axes may differ from call to call. */
    public Value inputOfAnyShape(String name, ElementType type) {
        Message tensor = new Message().number(1, type.code());
        inputs.message(11, new Message().text(1, name).message(2, new Message().message(1, tensor)));
        return new Value(name);
    }

    /** Makes a value an output of the model under a name. */
    public void output(String name, Value value, ElementType type, Axis... axes) {
        graph.message(1, node(Domain.ONNX, "Identity", List.of(value), List.of(new Value(name)), List.of()));
        outputs.message(12, valueInfo(name, type, List.of(axes)));
    }

    /** Makes a value an output whose shape the run decides. */
    public void outputOfAnyShape(String name, Value value, ElementType type) {
        graph.message(1, node(Domain.ONNX, "Identity", List.of(value), List.of(new Value(name)), List.of()));
        Message tensor = new Message().number(1, type.code());
        outputs.message(12, new Message().text(1, name).message(2, new Message().message(1, tensor)));
    }

    /** A list of whole numbers, such as a shape. */
    public Value longs(long... values) {
        return constants.computeIfAbsent(
                "longs" + Arrays.toString(values),
                name -> constant(name, ElementType.INT64, bytesOf(values), values.length));
    }

    /** A single number, which combines with tensors of any shape. */
    public Value scalar(double value) {
        float rounded = (float) value;
        return constants.computeIfAbsent(
                "scalar " + rounded, name -> constant(name, ElementType.FLOAT32, bytesOf(rounded)));
    }

    /** A tensor of fixed numbers. */
    public Value floats(float[] values, long... sizes) {
        return constant("floats_" + count++, ElementType.FLOAT32, bytesOf(values), sizes);
    }

    /** A list of one number repeated. */
    public Value filled(int length, double value) {
        float[] values = new float[length];
        Arrays.fill(values, (float) value);
        return constants.computeIfAbsent(
                length + " times " + (float) value,
                name -> constant(name, ElementType.FLOAT32, bytesOf(values), length));
    }

    /** Applies a standard operator with one output. */
    public Value op(String type, List<Value> in, Attribute... attributes) {
        return op(Domain.ONNX, type, in, attributes);
    }

    /** Applies an operator with one output. */
    public Value op(Domain domain, String type, List<Value> in, Attribute... attributes) {
        Value out = new Value(type + "_" + count++);
        graph.message(1, node(domain, type, in, List.of(out), List.of(attributes)));
        return out;
    }

    /**
     * Applies an operator with several outputs.
     *
     * @param wanted for each output whether it is wanted; the others are {@link Value#ABSENT} in the result
     */
    public List<Value> ops(Domain domain, String type, List<Value> in, List<Boolean> wanted, Attribute... attributes) {
        String name = type + "_" + count++;
        List<Value> out = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            out.add(wanted.get(i) ? new Value(name + "_" + i) : Value.ABSENT);
        }
        graph.message(1, node(domain, type, in, out, List.of(attributes)));
        return out;
    }

    public Value add(Value a, Value b) {
        return op("Add", List.of(a, b));
    }

    public Value multiply(Value a, Value b) {
        return op("Mul", List.of(a, b));
    }

    /** Joins values along an axis. */
    public Value concat(int axis, Value... parts) {
        return op("Concat", List.of(parts), Attribute.of("axis", axis));
    }

    public Value reshape(Value x, Value shape) {
        return op("Reshape", List.of(x, shape));
    }

    /** Reshapes to fixed sizes; 0 keeps the size at that place, -1 takes what is left. */
    public Value reshape(Value x, long... sizes) {
        return reshape(x, longs(sizes));
    }

    public Value transpose(Value x, long... order) {
        return op("Transpose", List.of(x), Attribute.list("perm", order));
    }

    public Value shapeOf(Value x) {
        return op("Shape", List.of(x));
    }

    /** The sizes of axes {@code from} (included) to {@code to} (excluded). */
    public Value shapeOf(Value x, int from, int to) {
        return op("Shape", List.of(x), Attribute.of("start", from), Attribute.of("end", to));
    }

    public Value cast(Value x, ElementType type) {
        return op("Cast", List.of(x), Attribute.of("to", type.code()));
    }

    /** The model as ONNX Runtime takes it. */
    public byte[] toModel() {
        Message model = new Message().number(1, IR_VERSION).text(2, "darkroom");
        Message whole = new Message();
        Message named = new Message().text(2, "network");
        for (Message part : List.of(graph, named, initializers, inputs, outputs)) {
            whole.append(part);
        }
        model.message(7, whole);
        for (Domain domain : Domain.values()) {
            model.message(8, new Message().text(1, domain.id()).number(2, domain.version()));
        }
        return model.toByteArray();
    }

    private Value constant(String name, ElementType type, byte[] raw, long... sizes) {
        Message tensor = new Message();
        for (long size : sizes) {
            tensor.number(1, size);
        }
        initializers.message(5, tensor.number(2, type.code()).text(8, name).bytes(9, raw));
        return new Value(name);
    }

    private static Message node(
            Domain domain, String type, List<Value> in, List<Value> out, List<Attribute> attributes) {
        Message node = new Message();
        in.forEach(value -> node.text(1, value.name()));
        out.forEach(value -> node.text(2, value.name()));
        node.text(3, out.get(0).name()).text(4, type);
        attributes.forEach(attribute -> node.message(5, attribute.message()));
        return domain == Domain.ONNX ? node : node.text(7, domain.id());
    }

    private static Message valueInfo(String name, ElementType type, List<Axis> axes) {
        Message shape = new Message();
        axes.forEach(axis -> shape.message(1, axis.message()));
        Message tensor = new Message().number(1, type.code()).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    private static byte[] bytesOf(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static byte[] bytesOf(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }
}

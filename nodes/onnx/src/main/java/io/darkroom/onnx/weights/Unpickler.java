package io.darkroom.onnx.weights;

import io.darkroom.onnx.weights.PickleObject.Items;
import io.darkroom.onnx.weights.PickleObject.Name;
import io.darkroom.onnx.weights.PickleObject.None;
import io.darkroom.onnx.weights.PickleObject.Opaque;
import io.darkroom.onnx.weights.PickleObject.StorageClaim;
import io.darkroom.onnx.weights.PickleObject.Table;
import io.darkroom.onnx.weights.PickleObject.Tuple;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pickles that PyTorch writes (protocols 2 to 5, docs.python.org/3/library/pickletools.html), as data: names are looked up in
 * an allow-list, and "calls" of them only build {@link PickleObject}s. Time and memory are bounded by the length of the pickle and
 * the number of steps; nothing recurses.
 */
final class Unpickler {
    private static final int MAX_STEPS = 2_000_000; // a training state of SD with its optimizer has some 200,000
    private static final int MAX_INTEGER_BYTES = 16;
    private static final int MAX_KEY = 1000;

    private final ModelFile file;
    private final ByteBuffer bytes;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Map<String, WeightType> storages = new HashMap<>();

    private Unpickler(ModelFile file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * What a pickle held.
     *
     * @param storages the type of each storage it spoke of, by key
     */
    record Pickle(Object root, Map<String, WeightType> storages) {}

    /** Reads one pickle from the buffer's position and leaves the position behind it. */
    static Pickle read(ModelFile file, ByteBuffer bytes) {
        try {
            return new Unpickler(file, bytes.order(ByteOrder.LITTLE_ENDIAN)).run();
        } catch (BufferUnderflowException e) {
            throw file.broken("its pickle ends too early", e);
        }
    }

    private Pickle run() {
        for (int step = 0; step < MAX_STEPS; step++) {
            int code = bytes.get() & 0xff;
            if (code == '.') {
                return new Pickle(pop(), storages);
            }
            step(code);
        }
        throw file.broken("its pickle needs more than " + MAX_STEPS + " steps");
    }

    private void step(int code) {
        switch (code) {
            case 0x80 -> protocol(bytes.get());
            case 0x95 -> bytes.getLong(); // FRAME only helps streaming readers
            case '(' -> marks.push(stack.size());
            case '0' -> pop();
            case '1' -> popToMark();
            case 'N' -> stack.add(None.NONE);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'K' -> stack.add((long) (bytes.get() & 0xff));
            case 'M' -> stack.add((long) (bytes.getShort() & 0xffff));
            case 'J' -> stack.add((long) bytes.getInt());
            case 0x8a -> integer(bytes.get() & 0xff);
            case 0x8b -> integer(bytes.getInt());
            case 'G' -> real();
            case 'X', 'T' -> stack.add(text(bytes.getInt()));
            case 0x8c, 'U' -> stack.add(text(bytes.get() & 0xff));
            case 0x8d -> stack.add(text(bytes.getLong()));
            case 'C' -> skipped(bytes.get() & 0xff);
            case 'B' -> skipped(bytes.getInt());
            case 0x8e -> skipped(bytes.getLong());
            case ')' -> stack.add(new Tuple(List.of()));
            case 't' -> stack.add(new Tuple(popToMark()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case ']', 0x8f -> stack.add(new Items());
            case 'l' -> stack.add(new Items(popToMark()));
            case 'a' -> append(List.of(pop()));
            case 'e', 0x90 -> append(popToMark());
            case '}' -> stack.add(new Table());
            case 'd' -> fill(new Table(), popToMark());
            case 's' -> setItem();
            case 'u' -> setItems();
            case 'q' -> memo.put(bytes.get() & 0xff, top());
            case 'r' -> memo.put(bytes.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> recall(bytes.get() & 0xff);
            case 'j' -> recall(bytes.getInt());
            case 'c' -> name(line(), line());
            case 0x93 -> nameFromStack();
            case 'R', 0x81 -> call();
            case 0x92 -> callWithNames();
            case 'b' -> build();
            case 'Q' -> storage();
            default -> throw file.broken(String.format("its pickle has the unknown instruction 0x%02x", code));
        }
    }

    private void protocol(byte protocol) {
        if (protocol < 2 || protocol > 5) {
            throw file.broken("its pickle has the protocol " + protocol + "; 2 to 5 are known");
        }
    }

    private void integer(int length) {
        if (length < 0 || length > MAX_INTEGER_BYTES) {
            throw file.broken("its pickle has a number of " + length + " bytes");
        }
        byte[] reversed = new byte[length + 1];
        for (int i = length; i > 0; i--) {
            reversed[i] = bytes.get();
        }
        reversed[0] = (byte) (length > 0 && reversed[1] < 0 ? -1 : 0);
        BigInteger number = new BigInteger(reversed);
        stack.add(number.bitLength() < Long.SIZE ? (Object) number.longValue() : number);
    }

    private void real() {
        stack.add(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
    }

    private String text(long length) {
        byte[] text = new byte[checked(length)];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Byte strings carry nothing that is needed. */
    private void skipped(long length) {
        bytes.position(bytes.position() + checked(length));
        stack.add(new Opaque());
    }

    private int checked(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw file.broken("its pickle has a text that is longer than the pickle");
        }
        return (int) length;
    }

    private String line() {
        int start = bytes.position();
        int length = 0;
        while (bytes.get() != '\n') {
            length++;
        }
        byte[] text = new byte[length];
        bytes.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private Object top() {
        if (stack.isEmpty()) {
            throw file.broken("its pickle takes more than it made");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        Object top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    private List<Object> popToMark() {
        Integer mark = marks.poll();
        if (mark == null || mark > stack.size()) {
            throw file.broken("its pickle takes more than it made");
        }
        List<Object> above = stack.subList(mark, stack.size());
        List<Object> taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }

    private void tuple(int count) {
        Object[] parts = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            parts[i] = pop();
        }
        stack.add(new Tuple(List.of(parts)));
    }

    private void append(List<Object> added) {
        if (!(top() instanceof Items items)) {
            throw file.broken("its pickle appends to something that is no list");
        }
        items.values().addAll(added);
    }

    private void setItem() {
        Object value = pop();
        Object key = pop();
        setItems(List.of(key, value));
    }

    private void setItems() {
        setItems(popToMark());
    }

    private void setItems(List<Object> pairs) {
        if (!(pop() instanceof Table table)) {
            throw file.broken("its pickle puts entries into something that is no table");
        }
        fill(table, pairs);
    }

    private void fill(Table table, List<Object> pairs) {
        if (pairs.size() % 2 != 0) {
            throw file.broken("its pickle has a key without a value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            Object key = pairs.get(i);
            boolean simple = key instanceof String || key instanceof Number || key instanceof Boolean;
            if (!simple && key != None.NONE && !(key instanceof Name)) {
                throw file.broken("its pickle has a table with a key that is no text and no number");
            }
            if (key instanceof String name && name.length() > MAX_KEY) {
                throw file.broken("its pickle has a key of " + name.length() + " characters");
            }
            table.values().put(key, pairs.get(i + 1));
        }
        stack.add(table);
    }

    private void recall(int index) {
        Object known = memo.get(index);
        if (known == null) {
            throw file.broken("its pickle recalls something it never made");
        }
        stack.add(known);
    }

    private void nameFromStack() {
        Object name = pop();
        if (!(pop() instanceof String module) || !(name instanceof String text)) {
            throw file.broken("its pickle has a name that is no text");
        }
        name(module, text);
    }

    private void name(String module, String name) {
        TorchName meaning = TorchName.of(module, name)
                .orElseThrow(() -> new UnusableFileException("The file \"" + file.path()
                        + "\" is refused: it wants to use \"" + TorchCalls.shortened(module + "." + name)
                        + "\" of Python on loading, which is not among the names that model files need."
                        + " Nothing was run. Use a .safetensors version of the model."));
        stack.add(new Name(module, name, meaning));
    }

    private void call() {
        Object arguments = pop();
        stack.add(TorchCalls.call(file, pop(), arguments));
    }

    private void callWithNames() {
        pop();
        call();
    }

    private void storage() {
        StorageClaim claim = TorchCalls.storage(file, pop());
        storages.put(claim.key(), claim.type());
        stack.add(claim);
    }

    /** Gives an object its state. Only that of opaque objects is kept, and only to be looked through. */
    private void build() {
        Object state = pop();
        if (top() instanceof Opaque opaque) {
            opaque.state(state);
        }
    }
}

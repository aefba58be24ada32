package io.darkroom.onnx.weights;

import io.darkroom.onnx.weights.PickleObject.Items;
import io.darkroom.onnx.weights.PickleObject.Name;
import io.darkroom.onnx.weights.PickleObject.None;
import io.darkroom.onnx.weights.PickleObject.Opaque;
import io.darkroom.onnx.weights.PickleObject.StorageClaim;
import io.darkroom.onnx.weights.PickleObject.Table;
import io.darkroom.onnx.weights.PickleObject.TensorClaim;
import io.darkroom.onnx.weights.PickleObject.Tuple;
import java.util.ArrayList;
import java.util.List;

/** What the allowed names of a pickle build. */
final class TorchCalls {
    private static final int MAX_SHOWN = 80;
    private static final int MAX_AXES = 16;

    private TorchCalls() {}

    static Object call(ModelFile file, Object callable, Object arguments) {
        if (!(callable instanceof Name name) || !(arguments instanceof Tuple tuple)) {
            throw file.broken("its pickle calls something that has no name");
        }
        List<Object> values = tuple.values();
        return switch (name.meaning()) {
            case TENSOR -> tensor(file, values);
            case PARAMETER -> parameter(file, values);
            case TABLE -> table(file, values);
            case SET -> values.size() == 1 && values.get(0) instanceof Items items ? items : new Items();
            case TUPLE -> values.size() == 1 && values.get(0) instanceof Tuple size ? size : new Tuple(List.of());
            case OPAQUE -> new Opaque();
            case STORAGE -> throw file.broken("its pickle builds a storage of its own");
        };
    }

    /** {@code _rebuild_tensor(storage, offset, size, stride)}; version 2 adds what only training needs. */
    private static TensorClaim tensor(ModelFile file, List<Object> values) {
        if (values.size() < 4
                || !(values.get(0) instanceof StorageClaim storage)
                || !(values.get(1) instanceof Long first)
                || !(values.get(2) instanceof Tuple shape)
                || !(values.get(3) instanceof Tuple strides)) {
            throw file.broken("its pickle describes a tensor without storage, offset, size and stride");
        }
        return new TensorClaim(storage, first, numbers(file, shape), numbers(file, strides));
    }

    private static List<Long> numbers(ModelFile file, Tuple tuple) {
        if (tuple.values().size() > MAX_AXES) {
            throw file.broken("its pickle has a tensor of more than " + MAX_AXES + " axes");
        }
        List<Long> numbers = new ArrayList<>();
        for (Object value : tuple.values()) {
            if (!(value instanceof Long number)) {
                throw file.broken("its pickle has a tensor whose sizes are no numbers");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private static TensorClaim parameter(ModelFile file, List<Object> values) {
        if (values.isEmpty() || !(values.get(0) instanceof TensorClaim tensor)) {
            throw file.broken("its pickle describes a parameter without a tensor");
        }
        return tensor;
    }

    /** An ordered table, empty or from a list of pairs, which is used up: one list could fill tables without end. */
    private static Table table(ModelFile file, List<Object> values) {
        Table table = new Table();
        if (values.isEmpty()) {
            return table;
        }
        if (!(values.get(0) instanceof Items pairs)) {
            throw file.broken("its pickle fills a table with something that is no list");
        }
        for (Object pair : pairs.values()) {
            List<Object> both = pair instanceof Items items
                    ? items.values()
                    : pair instanceof Tuple tuple ? tuple.values() : List.of();
            if (both.size() != 2 || !(both.get(0) instanceof String key)) {
                throw file.broken("its pickle fills a table with something that is no pair");
            }
            table.values().put(key, both.get(1));
        }
        pairs.values().clear();
        return table;
    }

    /** The storage that a persistent id names: {@code ('storage', class, key, device, count)}, and a view in old files. */
    static StorageClaim storage(ModelFile file, Object id) {
        if (!(id instanceof Tuple tuple)
                || tuple.values().size() < 5
                || !(tuple.values().get(1) instanceof Name type)
                || !(tuple.values().get(2) instanceof String key)
                || !(tuple.values().get(4) instanceof Long count)) {
            throw file.broken("its pickle names a storage without class, key and count");
        }
        if (tuple.values().size() > 5 && tuple.values().get(5) != None.NONE) {
            throw file.broken("it was saved by PyTorch before 0.4, with views of storages, which are not supported");
        }
        WeightType encoding = TorchName.storageType(type.module(), type.name())
                .orElseThrow(
                        () -> file.broken("its pickle takes \"" + shortened(type.toString()) + "\" for a storage"));
        return new StorageClaim(key, encoding, count);
    }

    /** A text of the file, fit to be shown. */
    static String shortened(String text) {
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        return shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "...";
    }
}

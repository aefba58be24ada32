package io.darkroom.onnx.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pickle can make here besides texts and numbers. Nothing of it runs anything. */
sealed interface PickleObject {
    /** Python's {@code None}. */
    enum None implements PickleObject {
        NONE
    }

    /** A mutable list, or a set, whose order is kept. */
    record Items(List<Object> values) implements PickleObject {
        Items() {
            this(new ArrayList<>());
        }
    }

    record Tuple(List<Object> values) implements PickleObject {}

    /** A dictionary. Its keys are texts, numbers, truth values, None or names. */
    record Table(Map<Object, Object> values) implements PickleObject {
        Table() {
            this(new LinkedHashMap<>());
        }
    }

    /** An allowed name of a class or function. */
    record Name(String module, String name, TorchName meaning) implements PickleObject {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** An object of an allowed class that nothing is done with. */
    final class Opaque implements PickleObject {
        private Object state = None.NONE;

        Object state() {
            return state;
        }

        void state(Object changed) {
            state = changed;
        }
    }

    /** Numbers outside the pickle: a storage that the pickle speaks of. */
    record StorageClaim(String key, WeightType type, long count) implements PickleObject {}

    /**
     * A tensor that the pickle speaks of; none of it is checked yet.
     *
     * @param first where it starts in its storage, in numbers
     */
    record TensorClaim(StorageClaim storage, long first, List<Long> shape, List<Long> strides)
            implements PickleObject {}
}

package io.darkroom.onnx.weights;

import io.darkroom.onnx.weights.PickleObject.StorageClaim;
import io.darkroom.onnx.weights.PickleObject.TensorClaim;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the numbers of a storage lie.
 *
 * @param offset their place in the file; empty if they have to be unpacked
 * @param length bytes
 */
record StoragePlace(Optional<Long> offset, long length, Supplier<ByteBuffer> bytes) {

    /** The tensor that a pickle claims to be in this storage, once all its indices are known to lie in it. */
    StoredTensor tensor(ModelFile file, String name, TensorClaim claim) {
        StorageClaim storage = claim.storage();
        String about = "tensor \"" + TorchCalls.shortened(name) + "\" ";
        long width = storage.type().bytes();
        if (storage.count() < 0 || storage.count() > length / width) {
            throw file.broken(
                    about + "claims a storage of " + storage.count() + " numbers, but the file has " + length / width);
        }
        long[] shape = toArray(claim.shape());
        long[] strides = toArray(claim.strides());
        long count = Sizes.count(shape);
        if (count < 0 || shape.length != strides.length || claim.first() < 0) {
            throw file.broken(about + "has the impossible shape " + claim.shape());
        }
        if (count > 0 && !fits(shape, strides, claim.first(), storage.count())) {
            throw file.broken(about + "of shape " + claim.shape() + " and strides " + claim.strides()
                    + " leads out of its storage of " + storage.count() + " numbers");
        }
        if (count > storage.count()) {
            throw file.broken(about + "of shape " + claim.shape() + " repeats its storage, which is not supported");
        }
        if (offset.isPresent() && (count == 0 || isRow(shape, strides))) {
            long start = count == 0 ? offset.get() : offset.get() + claim.first() * width;
            return new FileTensor(file, storage.type(), shape, start);
        }
        return new StridedTensor(bytes, storage.type(), shape, strides, claim.first());
    }

    private static long[] toArray(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static boolean fits(long[] shape, long[] strides, long first, long storage) {
        long last = first;
        for (int axis = 0; axis < shape.length; axis++) {
            if (strides[axis] < 0 || (shape[axis] > 1 && strides[axis] > storage / (shape[axis] - 1))) {
                return false;
            }
            last += strides[axis] * (shape[axis] - 1);
        }
        return last >= 0 && last < storage;
    }

    private static boolean isRow(long[] shape, long[] strides) {
        long expected = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (shape[axis] > 1 && strides[axis] != expected) {
                return false;
            }
            expected *= shape[axis];
        }
        return true;
    }
}

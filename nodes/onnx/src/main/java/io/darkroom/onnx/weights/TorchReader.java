package io.darkroom.onnx.weights;

import io.darkroom.onnx.weights.PickleObject.Items;
import io.darkroom.onnx.weights.PickleObject.StorageClaim;
import io.darkroom.onnx.weights.PickleObject.Table;
import io.darkroom.onnx.weights.PickleObject.TensorClaim;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code torch.save} wrote: zip archives, and the bare pickles of PyTorch before 1.6. */
final class TorchReader {
    private static final long MAX_PICKLE = 64 << 20; // that of SD 1 with its training state has a megabyte
    private static final BigInteger LEGACY_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16); // torch/serialization.py
    private static final Long LEGACY_PROTOCOL = 1001L;

    private TorchReader() {}

    static Contents readZip(ModelFile file) {
        ZipDirectory zip = ZipDirectory.read(file);
        String pickle = zip.find("data.pkl")
                .orElseThrow(
                        () -> file.broken("it is a zip archive without \"data.pkl\"; it was not saved by PyTorch"));
        String folder = pickle.substring(0, pickle.length() - "data.pkl".length());
        zip.place(folder + "byteorder").ifPresent(place -> refuseBigEndian(file, place));
        StoragePlace place = zip.place(pickle).orElseThrow();
        if (place.length() > MAX_PICKLE) {
            throw file.broken("its pickle has " + place.length() + " bytes; at most " + MAX_PICKLE + " are allowed");
        }
        PickleContents contents = PickleContents.of(
                file, Unpickler.read(file, place.bytes().get()).root());
        return located(file, contents, claim -> zip.place(folder + "data/" + claim.key()));
    }

    private static void refuseBigEndian(ModelFile file, StoragePlace place) {
        if (place.length() > 16
                || !StandardCharsets.US_ASCII
                        .decode(place.bytes().get())
                        .toString()
                        .equals("little")) {
            throw file.broken("its numbers are not little-endian");
        }
    }

    static Contents readLegacy(ModelFile file) {
        long length = Math.min(file.size(), MAX_PICKLE);
        ByteBuffer bytes = file.region(0, length);
        if (!LEGACY_MAGIC.equals(Unpickler.read(file, bytes).root())
                || !LEGACY_PROTOCOL.equals(Unpickler.read(file, bytes).root())) {
            throw file.broken("it is a pickle, but not one saved by PyTorch");
        }
        if (Unpickler.read(file, bytes).root() instanceof Table system
                && Boolean.FALSE.equals(system.values().get("little_endian"))) {
            throw file.broken("its numbers are not little-endian");
        }
        Unpickler.Pickle pickle = Unpickler.read(file, bytes);
        PickleContents contents = PickleContents.of(file, pickle.root());
        Object keys = Unpickler.read(file, bytes).root();
        if (!(keys instanceof Items list)) {
            throw file.broken("its list of storages is missing");
        }
        Map<String, StoragePlace> places = legacyPlaces(file, pickle.storages(), list, bytes.position());
        return located(file, contents, claim -> Optional.ofNullable(places.get(claim.key())));
    }

    /** Behind the pickles lies each storage in the order of the list: its count in 8 bytes, then its numbers. */
    private static Map<String, StoragePlace> legacyPlaces(
            ModelFile file, Map<String, WeightType> types, Items keys, long start) {
        Map<String, StoragePlace> places = new HashMap<>();
        long at = start;
        for (Object entry : keys.values()) {
            WeightType type = entry instanceof String key ? types.get(key) : null;
            if (type == null || at > file.size() - 8) {
                throw file.broken("a storage is missing, or one is there that nothing speaks of; it is cut short");
            }
            long count = file.read(at, 8).getLong(0);
            long offset = at + 8;
            if (count < 0 || count > (file.size() - offset) / type.bytes()) {
                throw file.broken("it is cut short");
            }
            long length = count * type.bytes();
            places.put(
                    (String) entry, new StoragePlace(Optional.of(offset), length, () -> file.region(offset, length)));
            at = offset + length;
        }
        return places;
    }

    private static Contents located(ModelFile file, PickleContents contents, Locator locator) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, TensorClaim> entry : contents.tensors().entrySet()) {
            StoragePlace place = locator.find(entry.getValue().storage())
                    .orElseThrow(() -> file.broken(
                            "the numbers of tensor \"" + TorchCalls.shortened(entry.getKey()) + "\" are missing"));
            tensors.put(entry.getKey(), place.tensor(file, entry.getKey(), entry.getValue()));
        }
        return new Contents(tensors, contents.metadata());
    }

    @FunctionalInterface
    private interface Locator {
        Optional<StoragePlace> find(StorageClaim claim);
    }
}

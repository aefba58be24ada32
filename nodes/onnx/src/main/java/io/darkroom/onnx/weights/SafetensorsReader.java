package io.darkroom.onnx.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a safetensors file: its length in 8 bytes, then JSON that names each tensor's type, shape and place
 * (github.com/huggingface/safetensors, "Format").
 */
final class SafetensorsReader {
    /** As in the reference reader. Files with thousands of tensors have headers of some hundred kilobytes. */
    private static final int MAX_HEADER = 100_000_000;

    private static final int MAX_AXES = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(MAX_HEADER)
                    .build())
            .build();

    private final ModelFile file;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Place> places = new ArrayList<>();

    private SafetensorsReader(ModelFile file) {
        this.file = file;
    }

    /** The file's tensors and metadata; any lie in the header is refused. */
    static Contents read(ModelFile file) {
        return new SafetensorsReader(file).read();
    }

    private Contents read() {
        if (file.size() < 8) {
            throw file.broken("it has only " + file.size() + " bytes, too few for a safetensors header");
        }
        long length = file.read(0, 8).getLong(0);
        if (length < 2 || length > file.size() - 8) {
            throw file.broken("its header claims " + Long.toUnsignedString(length) + " bytes, but the file has "
                    + file.size() + "; it is cut short, or not a safetensors file");
        }
        if (length > MAX_HEADER) {
            throw file.broken("its header claims " + length + " bytes; at most " + MAX_HEADER + " are allowed");
        }
        byte[] header = file.read(8, (int) length).array();
        if (header[0] != '{') {
            throw file.broken("its header is not JSON; it is not a safetensors file");
        }
        try (JsonParser json = JSON.createParser(header)) {
            readHeader(json, 8 + length);
        } catch (IOException e) {
            throw file.broken("its header is not readable JSON", e);
        }
        refuseOverlaps();
        return new Contents(tensors, metadata);
    }

    private void readHeader(JsonParser json, long dataStart) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.START_OBJECT, "an object under \"" + name + "\"");
            if (name.equals("__metadata__")) {
                readMetadata(json);
            } else {
                readTensor(json, name, dataStart);
            }
        }
        if (json.nextToken() != null) {
            throw file.broken("its header goes on after its end");
        }
    }

    private void readMetadata(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, "a string under \"__metadata__\", \"" + name + "\"");
            metadata.put(name, json.getText());
        }
    }

    private void readTensor(JsonParser json, String name, long dataStart) throws IOException {
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(value, JsonToken.VALUE_STRING, "a string as dtype of \"" + name + "\"");
                    type = json.getText();
                }
                case "shape" -> shape = readNumbers(json, value, name);
                case "data_offsets" -> offsets = readNumbers(json, value, name);
                default -> throw file.broken("tensor \"" + name + "\" has an unknown field \"" + field + "\"");
            }
        }
        add(name, type, shape, offsets, dataStart);
    }

    private long[] readNumbers(JsonParser json, JsonToken start, String name) throws IOException {
        expect(start, JsonToken.START_ARRAY, "a list of numbers for \"" + name + "\"");
        long[] numbers = new long[MAX_AXES];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "a whole number for \"" + name + "\"");
            if (count == MAX_AXES) {
                throw file.broken("tensor \"" + name + "\" has more than " + MAX_AXES + " axes");
            }
            long number = json.getLongValue();
            if (number < 0) {
                throw file.broken("tensor \"" + name + "\" has the negative size or offset " + number);
            }
            numbers[count++] = number;
        }
        return Arrays.copyOf(numbers, count);
    }

    private void add(
            String name,
            @Nullable String typeName,
            long @Nullable [] shape,
            long @Nullable [] offsets,
            long dataStart) {
        if (typeName == null || shape == null || offsets == null || offsets.length != 2) {
            throw file.broken("tensor \"" + name + "\" lacks its dtype, shape or data_offsets");
        }
        WeightType type = type(name, typeName);
        if (offsets[0] > offsets[1] || offsets[1] > file.size() - dataStart) {
            throw file.broken("tensor \"" + name + "\" lies at bytes " + offsets[0] + " to " + offsets[1]
                    + ", but the file holds only " + (file.size() - dataStart) + " bytes of tensors; it is cut short");
        }
        long bytes = Sizes.bytes(shape, type);
        if (bytes != offsets[1] - offsets[0]) {
            throw file.broken("tensor \"" + name + "\" of shape " + Arrays.toString(shape) + " and type " + typeName
                    + " does not fit its " + (offsets[1] - offsets[0]) + " bytes");
        }
        tensors.put(name, new FileTensor(file, type, shape, dataStart + offsets[0]));
        if (bytes > 0) {
            places.add(new Place(name, offsets[0], offsets[1]));
        }
    }

    private WeightType type(String name, String type) {
        return switch (type) {
            case "F64" -> WeightType.FLOAT64;
            case "F32" -> WeightType.FLOAT32;
            case "F16" -> WeightType.FLOAT16;
            case "BF16" -> WeightType.BFLOAT16;
            case "I64" -> WeightType.INT64;
            case "I32" -> WeightType.INT32;
            case "I16" -> WeightType.INT16;
            case "I8" -> WeightType.INT8;
            case "U8" -> WeightType.UINT8;
            case "BOOL" -> WeightType.BOOL;
            default ->
                throw new UnusableFileException("The file \"" + file.path() + "\" stores \"" + name + "\" as " + type
                        + ", which is not supported; use a version in fp16, bf16 or fp32.");
        };
    }

    private void refuseOverlaps() {
        places.sort(Comparator.comparingLong(Place::begin));
        for (int i = 1; i < places.size(); i++) {
            Place before = places.get(i - 1);
            Place place = places.get(i);
            if (place.begin < before.end) {
                throw file.broken("the tensors \"" + before.name + "\" and \"" + place.name + "\" overlap");
            }
        }
    }

    private void expect(@Nullable JsonToken token, JsonToken wanted, String what) {
        if (token != wanted) {
            throw file.broken("its header lacks " + what);
        }
    }

    private record Place(String name, long begin, long end) {}
}

package io.darkroom.diffusion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Reads the reference's stored answers from the test resources: JSON, and the float32 tensors of a safetensors file. */
public final class Goldens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode header;
    private final ByteBuffer data;

    private Goldens(JsonNode header, ByteBuffer data) {
        this.header = header;
        this.data = data;
    }

    /**
     * @param path below {@code goldens/}
     */
    public static JsonNode json(String path) {
        try {
            return JSON.readTree(bytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param path of a safetensors file below {@code goldens/}
     */
    public static Goldens tensors(String path) {
        ByteBuffer file = ByteBuffer.wrap(bytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) file.getLong()];
        file.get(header);
        try {
            return new Goldens(
                    JSON.readTree(new String(header, StandardCharsets.UTF_8)),
                    file.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(String name) {
        return header.has(name);
    }

    public Tensor get(String name) {
        JsonNode entry = header.required(name);
        if (!entry.required("dtype").asText().equals("F32")) {
            throw new IllegalArgumentException("Tensor \"" + name + "\" is no float32: " + entry);
        }
        Shape shape = shape(entry.required("shape"));
        float[] values = new float[shape.count()];
        data.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(entry.required("data_offsets").get(0).asInt())
                .asFloatBuffer()
                .get(values);
        return Tensor.adopt(shape, values);
    }

    public static Shape shape(JsonNode sizes) {
        int[] shape = new int[sizes.size()];
        Arrays.setAll(shape, i -> sizes.get(i).asInt());
        return Shape.of(shape);
    }

    private static byte[] bytes(String path) {
        try (InputStream in = Objects.requireNonNull(Goldens.class.getResourceAsStream("/goldens/" + path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

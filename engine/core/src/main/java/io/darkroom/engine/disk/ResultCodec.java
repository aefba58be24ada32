package io.darkroom.engine.disk;

import io.darkroom.api.node.Context;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Conditioning;
import io.darkroom.api.type.Latent;
import io.darkroom.api.type.Mask;
import io.darkroom.engine.cache.CacheKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Results as bytes: encoded prompts and latents, number for number, and the notes that belong to them. The layout has a
 * version; a check sum tells damage.
 */
final class ResultCodec {
    private static final int MAGIC = 0x444B524D; // DKRM
    private static final int VERSION = 1;
    private static final int CHECK = Long.BYTES;
    private static final int MOST_AXES = 8;

    private final String maker;

    ResultCodec(String maker) {
        this.maker = maker;
    }

    /** Empty if it holds what cannot be written. */
    Optional<byte[]> write(StoredResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(maker);
            out.writeInt(result.outputs().size());
            for (List<@Nullable Object> values : result.outputs()) {
                out.writeInt(values.size());
                for (Object value : values) {
                    if (value instanceof Conditioning conditioning && isPlain(conditioning)) {
                        out.writeByte('c');
                        conditioning(conditioning, out);
                    } else if (value instanceof Latent latent) {
                        out.writeByte('l');
                        latent(latent, out);
                    } else {
                        return Optional.empty();
                    }
                }
            }
            facts(result.facts(), out);
            out.flush();
            out.writeLong(check(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            return Optional.empty(); // a text is longer than 64 KB
        }
        return Optional.of(bytes.toByteArray());
    }

    /**
     * Empty if another version of the program wrote it.
     *
     * @throws IOException saying what is wrong with the bytes
     */
    Optional<StoredResult> read(byte[] bytes) throws IOException {
        int length = bytes.length - CHECK;
        if (length < 0 || check(bytes, length) != ByteBuffer.wrap(bytes).getLong(length)) {
            throw new IOException("its check sum is wrong");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        if (in.readInt() != MAGIC || in.readInt() != VERSION || !in.readUTF().equals(maker)) {
            return Optional.empty();
        }
        try {
            List<List<@Nullable Object>> outputs = new ArrayList<>();
            for (int slots = in.readInt(); slots > 0; slots--) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int count = in.readInt(); count > 0; count--) {
                    values.add(in.readByte() == 'c' ? conditioning(in) : latent(in));
                }
                outputs.add(values);
            }
            return Optional.of(new StoredResult(outputs, facts(in)));
        } catch (IllegalArgumentException e) {
            throw new IOException("it holds nonsense", e);
        }
    }

    /** Areas, masks and what plugins attach are set by nodes that cost nothing. */
    private static boolean isPlain(Conditioning conditioning) {
        return conditioning.entries().stream()
                .allMatch(entry -> entry.equals(new Conditioning.Entry(entry.tokens(), entry.pooled())));
    }

    private static void conditioning(Conditioning conditioning, DataOutputStream out) throws IOException {
        out.writeInt(conditioning.entries().size());
        for (Conditioning.Entry entry : conditioning.entries()) {
            tensor(Optional.of(entry.tokens()), out);
            tensor(entry.pooled(), out);
        }
    }

    private static Conditioning conditioning(DataInputStream in) throws IOException {
        List<Conditioning.Entry> entries = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            entries.add(new Conditioning.Entry(some(in), tensor(in)));
        }
        return new Conditioning(entries);
    }

    private static void latent(Latent latent, DataOutputStream out) throws IOException {
        tensor(Optional.of(latent.samples()), out);
        tensor(latent.noiseMask().map(Mask::values), out);
        out.writeInt(latent.batchIndex().size());
        for (int index : latent.batchIndex()) {
            out.writeInt(index);
        }
    }

    private static Latent latent(DataInputStream in) throws IOException {
        Tensor samples = some(in);
        Optional<Mask> mask = tensor(in).map(Mask::new);
        List<Integer> batchIndex = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            batchIndex.add(in.readInt());
        }
        return new Latent(samples, mask, batchIndex);
    }

    private static void tensor(Optional<Tensor> tensor, DataOutputStream out) throws IOException {
        int[] sizes = tensor.map(some -> some.shape().toArray()).orElse(new int[0]);
        out.writeByte(tensor.isPresent() ? sizes.length : -1);
        for (int size : sizes) {
            out.writeInt(size);
        }
        if (tensor.isPresent()) {
            FloatBuffer values = tensor.get().buffer();
            ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.remaining());
            raw.asFloatBuffer().put(values);
            out.write(raw.array());
        }
    }

    private static Optional<Tensor> tensor(DataInputStream in) throws IOException {
        int axes = in.readByte();
        if (axes < 0 || axes > MOST_AXES) {
            return Optional.empty();
        }
        int[] sizes = new int[axes];
        for (int i = 0; i < axes; i++) {
            sizes[i] = in.readInt();
        }
        Shape shape = Shape.of(sizes);
        float[] values = new float[shape.count()];
        ByteBuffer.wrap(in.readNBytes(Float.BYTES * values.length))
                .asFloatBuffer()
                .get(values);
        return Optional.of(Tensor.adopt(shape, values));
    }

    private static Tensor some(DataInputStream in) throws IOException {
        return tensor(in).orElseThrow(() -> new IOException("a tensor is missing"));
    }

    private static void facts(List<StoredResult.Fact> facts, DataOutputStream out) throws IOException {
        out.writeInt(facts.size());
        for (StoredResult.Fact fact : facts) {
            out.writeLong(fact.node().high());
            out.writeLong(fact.node().low());
            out.writeInt(fact.notes().size());
            for (Context.Note note : fact.notes()) {
                out.writeUTF(note.nodeId());
                out.writeUTF(note.about());
                out.writeUTF(note.text());
                out.writeUTF(note.file().map(Path::toString).orElse(""));
            }
        }
    }

    private static List<StoredResult.Fact> facts(DataInputStream in) throws IOException {
        List<StoredResult.Fact> facts = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            CacheKey node = new CacheKey(in.readLong(), in.readLong());
            List<Context.Note> notes = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                notes.add(new Context.Note(in.readUTF(), in.readUTF(), in.readUTF(), path(in.readUTF())));
            }
            facts.add(new StoredResult.Fact(node, notes));
        }
        return facts;
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    private static long check(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}

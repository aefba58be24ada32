package io.darkroom.onnx.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.tensor.Shape;
import io.darkroom.onnx.fixture.TestTensor;
import io.darkroom.onnx.fixture.TorchWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipDirectoryTest {
    private static final int END_LENGTH = 22;

    @TempDir
    Path folder;

    private ByteBuffer archive() throws IOException {
        Path path = folder.resolve("good.pt");
        TorchWriter.writeTable(path, List.of(TestTensor.of("a", Shape.of(2), 1, 2)));
        return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer archive) {
        byte[] bytes = new byte[archive.capacity()];
        archive.get(0, bytes);
        return bytes;
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("changed.pt"), bytes);
    }

    /** Rewrites the table of contents with the wide numbers that archives of more than 4 GB have. */
    private static byte[] widened(ByteBuffer archive) {
        int end = archive.capacity() - END_LENGTH;
        int start = archive.getInt(end + 16);
        ByteArrayOutputStream wide = new ByteArrayOutputStream();
        byte[] original = bytes(archive);
        wide.write(original, 0, start);
        int entries = 0;
        for (int at = start; at < end; entries++) {
            int name = archive.getShort(at + 28);
            int rest = archive.getShort(at + 30) + archive.getShort(at + 32);
            ByteBuffer entry = ByteBuffer.allocate(46 + name + 28).order(ByteOrder.LITTLE_ENDIAN);
            entry.put(original, at, 46 + name);
            entry.putShort(30, (short) 28).putShort(32, (short) 0);
            entry.putInt(20, -1).putInt(24, -1).putInt(42, -1);
            entry.putShort((short) 1).putShort((short) 24);
            entry.putLong(archive.getInt(at + 24))
                    .putLong(archive.getInt(at + 20))
                    .putLong(archive.getInt(at + 42));
            wide.writeBytes(entry.array());
            at += 46 + name + rest;
        }
        int length = wide.size() - start;
        ByteBuffer ends = ByteBuffer.allocate(56 + 20 + END_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        ends.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        ends.putLong(entries).putLong(entries).putLong(length).putLong(start);
        ends.putInt(0x07064b50).putInt(0).putLong(wide.size()).putInt(1);
        ends.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        wide.writeBytes(ends.array());
        return wide.toByteArray();
    }

    @Test
    void archivesWithWideNumbersAreRead() throws IOException {
        Path path = write(widened(archive()));

        try (TensorFile file = TensorFile.open(path)) {
            assertThat(file.tensors().get("a").toFloats()).containsExactly(1, 2);
        }
    }

    @Test
    void storedNumbersAreMappedFromTheFile() throws IOException {
        Path path = write(bytes(archive()));

        try (TensorFile file = TensorFile.open(path)) {
            assertThat(file.tensors().get("a").bytes().isDirect()).isTrue();
        }
    }

    @Test
    void tableOutsideTheFileIsRefused() throws IOException {
        ByteBuffer archive = archive();
        archive.putInt(archive.capacity() - END_LENGTH + 16, Integer.MAX_VALUE);

        assertRefused(archive, "lies outside the file");
    }

    @Test
    void entryOutsideTheFileIsRefused() throws IOException {
        ByteBuffer archive = archive();
        archive.putInt(firstEntry(archive) + 42, Integer.MAX_VALUE);

        assertRefused(archive, "lies outside the file");
    }

    @Test
    void entryLongerThanTheFileIsRefused() throws IOException {
        ByteBuffer archive = archive();
        archive.putInt(firstEntry(archive) + 20, 1 << 30).putInt(firstEntry(archive) + 24, 1 << 30);

        assertRefused(archive, "damaged or cut short");
    }

    @Test
    void encryptedEntriesAreRefused() throws IOException {
        ByteBuffer archive = archive();
        archive.putShort(firstEntry(archive) + 8, (short) 1);

        assertRefused(archive, "encrypted");
    }

    @Test
    void packedEntryThatClaimsGigabytesIsRefused() throws IOException {
        Path path = folder.resolve("good.pt");
        TorchWriter.writeTrainingState(
                path, List.of(TestTensor.of("a", Shape.of(2), 1, 2)), TorchWriter.Packing.DEFLATED);
        ByteBuffer archive = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        archive.putInt(firstEntry(archive) + 24, Integer.MAX_VALUE);

        assertRefused(archive, "at most 67108864 are allowed");
    }

    private static int firstEntry(ByteBuffer archive) {
        return archive.getInt(archive.capacity() - END_LENGTH + 16);
    }

    private void assertRefused(ByteBuffer archive, String fault) throws IOException {
        Path path = write(bytes(archive));
        assertThatThrownBy(() -> TensorFile.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(fault);
    }
}

package io.darkroom.onnx.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The table of contents of a zip archive, with the place of each entry's bytes, which {@link java.util.zip.ZipFile} does not
 * tell (APPNOTE.TXT 6.3.10, with the zip64 extension for files of more than 4 GB).
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int END64_LOCATOR = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final long MAX_DIRECTORY = 64 << 20; // an entry takes some 100 bytes

    /** What is packed has to be unpacked into memory; torch itself never packs. */
    private static final long MAX_UNPACKED = 64 << 20;

    private final ModelFile file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(boolean packed, long packedSize, long size, long header) {}

    private ZipDirectory(ModelFile file) {
        this.file = file;
    }

    static ZipDirectory read(ModelFile file) {
        ZipDirectory directory = new ZipDirectory(file);
        directory.readEnd();
        return directory;
    }

    private void readEnd() {
        int tail = (int) Math.min(file.size(), END_LENGTH + MAX_COMMENT);
        long tailStart = file.size() - tail;
        ByteBuffer bytes = file.read(tailStart, tail);
        int at = tail - END_LENGTH;
        while (at >= 0 && bytes.getInt(at) != END) {
            at--;
        }
        if (at < 0) {
            throw file.broken("the table of contents at its end is missing; it is cut short");
        }
        long size = Integer.toUnsignedLong(bytes.getInt(at + 12));
        long start = Integer.toUnsignedLong(bytes.getInt(at + 16));
        boolean large = size == 0xffffffffL || start == 0xffffffffL || bytes.getShort(at + 10) == -1;
        if (large && at >= 20 && bytes.getInt(at - 20) == END64_LOCATOR) {
            ByteBuffer end64 = checkedRead(bytes.getLong(at - 12), 56, "end");
            if (end64.getInt(0) != END64) {
                throw file.broken("its table of contents is damaged");
            }
            size = end64.getLong(40);
            start = end64.getLong(48);
        }
        if (size > MAX_DIRECTORY) {
            throw file.broken("its table of contents claims " + size + " bytes");
        }
        readEntries(checkedRead(start, size, "table of contents"));
    }

    private ByteBuffer checkedRead(long offset, long length, String what) {
        if (offset < 0 || length < 0 || length > file.size() || offset > file.size() - length) {
            throw file.broken("its " + what + " lies outside the file");
        }
        return file.read(offset, Math.toIntExact(length));
    }

    private void readEntries(ByteBuffer bytes) {
        while (bytes.remaining() >= 46 && bytes.getInt(bytes.position()) == ENTRY) {
            ByteBuffer fixed = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
            int nameLength = fixed.getShort(28) & 0xffff;
            int extraLength = fixed.getShort(30) & 0xffff;
            int commentLength = fixed.getShort(32) & 0xffff;
            if (46 + nameLength + extraLength + commentLength > fixed.remaining()) {
                throw file.broken("its table of contents is damaged");
            }
            byte[] name = new byte[nameLength];
            fixed.get(46, name);
            ByteBuffer extra = fixed.slice(46 + nameLength, extraLength).order(ByteOrder.LITTLE_ENDIAN);
            add(new String(name, StandardCharsets.UTF_8), fixed, extra);
            bytes.position(bytes.position() + 46 + nameLength + extraLength + commentLength);
        }
    }

    private void add(String name, ByteBuffer fixed, ByteBuffer extra) {
        int method = fixed.getShort(10);
        if ((fixed.getShort(8) & 1) != 0 || (method != 0 && method != 8)) {
            throw file.broken(
                    "its entry \"" + TorchCalls.shortened(name) + "\" is encrypted or packed in an unknown way");
        }
        ByteBuffer large = zip64(extra);
        long size = wide(fixed.getInt(24), large);
        long packedSize = wide(fixed.getInt(20), large);
        long header = wide(fixed.getInt(42), large);
        if (entries.put(name, new Entry(method == 8, packedSize, size, header)) != null) {
            throw file.broken("its entry \"" + TorchCalls.shortened(name) + "\" is there twice");
        }
    }

    /** The extra field with the wide numbers, empty if there is none. */
    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort();
            int length = extra.getShort() & 0xffff;
            if (length > extra.remaining()) {
                break;
            }
            if (id == 1) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long wide(int narrow, ByteBuffer large) {
        return narrow == -1 && large.remaining() >= 8 ? large.getLong() : Integer.toUnsignedLong(narrow);
    }

    /** The name of the first entry with this ending. */
    Optional<String> find(String ending) {
        return entries.keySet().stream().filter(name -> name.endsWith(ending)).findFirst();
    }

    /** Where an entry's bytes lie; empty if there is no such entry. */
    Optional<StoragePlace> place(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> place(name, entry));
    }

    private StoragePlace place(String name, Entry entry) {
        ByteBuffer local = checkedRead(entry.header, 30, "entry");
        long start = entry.header + 30 + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
        boolean inside = entry.packedSize >= 0 && start <= file.size() && entry.packedSize <= file.size() - start;
        if (local.getInt(0) != LOCAL || !inside || (!entry.packed && entry.size != entry.packedSize)) {
            throw file.broken("its entry \"" + TorchCalls.shortened(name) + "\" is damaged or cut short");
        }
        return entry.packed
                ? new StoragePlace(Optional.empty(), entry.size, () -> unpack(name, entry, start))
                : new StoragePlace(Optional.of(start), entry.size, () -> file.region(start, entry.size));
    }

    private ByteBuffer unpack(String name, Entry entry, long start) {
        if (entry.size < 0 || entry.size > MAX_UNPACKED || entry.packedSize > MAX_UNPACKED) {
            throw file.broken("its entry \"" + TorchCalls.shortened(name) + "\" is packed and takes " + entry.size
                    + " bytes; packed entries may take " + MAX_UNPACKED);
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(file.read(start, (int) entry.packedSize));
            byte[] unpacked = new byte[(int) entry.size];
            int filled = 0;
            while (filled < unpacked.length) {
                int count = inflater.inflate(unpacked, filled, unpacked.length - filled);
                if (count == 0) {
                    break;
                }
                filled += count;
            }
            if (filled != unpacked.length) {
                throw file.broken("its entry \"" + TorchCalls.shortened(name) + "\" is shorter than it claims");
            }
            return ByteBuffer.wrap(unpacked).order(ByteOrder.LITTLE_ENDIAN);
        } catch (DataFormatException e) {
            throw file.broken("its entry \"" + TorchCalls.shortened(name) + "\" cannot be unpacked", e);
        } finally {
            inflater.end();
        }
    }
}

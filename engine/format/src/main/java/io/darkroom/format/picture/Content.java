package io.darkroom.format.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes of a file by position, so that what is not needed is not read. */
interface Content {
    long size();

    /**
     * @throws EOFException if the file ends before
     */
    byte[] at(long position, int length) throws IOException;

    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] at(long position, int length) throws IOException {
                require(this, position, length);
                byte[] part = new byte[length];
                System.arraycopy(bytes, (int) position, part, 0, length);
                return part;
            }
        };
    }

    /** The caller closes the file. */
    static Content of(FileChannel file) throws IOException {
        long size = file.size();
        return new Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public byte[] at(long position, int length) throws IOException {
                require(this, position, length);
                ByteBuffer part = ByteBuffer.allocate(length);
                while (part.hasRemaining()) {
                    if (file.read(part, position + part.position()) < 0) {
                        throw new EOFException("The file became shorter while it was read.");
                    }
                }
                return part.array();
            }
        };
    }

    private static void require(Content content, long position, int length) throws EOFException {
        if (position < 0 || length < 0 || position > content.size() - length) {
            throw new EOFException("The file ends early.");
        }
    }
}

package io.darkroom.server.file;

import io.darkroom.server.http.HttpProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Where pictures are decoded: two at a time, as each takes a share of the heap. Safe for concurrent use. */
public final class PictureDesk {
    private static final int PLACES = 2;
    private static final Rendition WHOLE =
            new Rendition(Rendition.Format.WEBP, Rendition.Channels.ALL, Rendition.USUAL_QUALITY);

    private final Semaphore places = new Semaphore(PLACES, true);
    private final PictureDecoder decoder = PictureDecoder.sizedByHeap();

    /** What is done with a decoder. */
    @FunctionalInterface
    interface Work<T> {
        T with(PictureDecoder decoder) throws IOException;
    }

    <T> T work(Work<T> work) throws IOException {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpProblem(503, "stopping", "The server is stopping; ask again later.", "");
        }
        try {
            return work.with(decoder);
        } finally {
            places.release();
        }
    }

    /** A picture file as WebP, in good quality. */
    public byte[] webp(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        return work(decoder -> WHOLE.encode(decoder.read(file, name)));
    }

    /**
     * As {@link #webp(Path)}, for a picture in memory.
     *
     * @param name what to call it in complaints
     */
    public byte[] webp(byte[] picture, String name) throws IOException {
        return work(decoder -> WHOLE.encode(decoder.read(picture, name)));
    }
}

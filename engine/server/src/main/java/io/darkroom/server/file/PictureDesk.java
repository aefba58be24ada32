package io.darkroom.server.file;

import io.darkroom.server.http.HttpProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Where pictures are decoded: two at a time, as each takes a share of the heap. Safe for concurrent use. */
public final class PictureDesk {
    private static final int PLACES = 2;

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
    public byte[] webp(Path file, String name) throws IOException {
        Rendition whole = new Rendition(Rendition.Format.WEBP, Rendition.Channels.ALL, 90);
        return work(decoder -> whole.encode(decoder.read(file, name)));
    }
}

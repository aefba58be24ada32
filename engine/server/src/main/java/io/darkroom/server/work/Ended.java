package io.darkroom.server.work;

import io.darkroom.queue.Outcome;
import io.darkroom.queue.Outputs;
import io.darkroom.server.event.Endings;
import io.darkroom.server.event.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a prompt.
 *
 * @param event tells its client
 * @param pictures that it saved
 */
record Ended(Outcome outcome, Message.Event event, List<Outputs.Picture> pictures) {
    static Ended of(Outcome.Kind kind, RunReport report, Message.Event event, List<Outputs.Picture> pictures) {
        return new Ended(new Outcome(kind, report.toJson()), event, pictures);
    }

    /**
     * Of a prompt that failed outside of its nodes.
     *
     * @param kept the events of its life so far
     */
    static Ended broken(Workshop shop, String promptId, List<Message.Event> kept, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            shop.makeRoom();
        }
        Message.Event end = Endings.failed(
                promptId,
                Optional.empty(),
                thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage(),
                thrown.getClass().getName(),
                shop.parts().clock().millis());
        List<Message.Event> all = new ArrayList<>(kept);
        all.add(end);
        return of(Outcome.Kind.FAILED, RunReport.of(all), end, List.of());
    }
}

package io.darkroom.server.sweep;

import io.darkroom.api.node.Shown.SavedFile;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.queue.Finished;
import io.darkroom.queue.Store;
import io.darkroom.server.event.Message;
import io.darkroom.server.work.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a cell is.
 *
 * @param pictures what it saved, results before previews
 * @param trouble why it has none, in a sentence; empty if nothing is wrong
 */
record CellState(String promptId, List<String> labels, Status status, List<SavedFile> pictures, String trouble) {
    /** What a cell does. */
    enum Status {
        /** It waits, or runs. */
        UNFINISHED,
        SUCCESS,
        ERROR,
        CANCELLED,
        /** Its history was deleted. */
        FORGOTTEN;

        /** As answers say it. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it could be run again. */
        boolean isLost() {
            return this == ERROR || this == CANCELLED || this == FORGOTTEN;
        }
    }

    CellState {
        labels = List.copyOf(labels);
        pictures = List.copyOf(pictures);
    }

    static CellState of(Sweep sweep, int place, Store store) {
        String id = sweep.cellId(place);
        List<String> labels = sweep.labels(place);
        if (store.queue().find(id).isPresent()) {
            return new CellState(id, labels, Status.UNFINISHED, List.of(), "");
        }
        Optional<Finished> finished = store.history().find(id);
        if (finished.isEmpty()) {
            return new CellState(id, labels, Status.FORGOTTEN, List.of(), "Its history was deleted.");
        }
        return switch (finished.get().outcome().kind()) {
            case SUCCEEDED -> succeeded(id, labels, finished.get());
            case CANCELLED -> new CellState(id, labels, Status.CANCELLED, List.of(), "Cancelled.");
            case FAILED, POISONED -> new CellState(id, labels, Status.ERROR, List.of(), error(finished.get()));
        };
    }

    private static CellState succeeded(String id, List<String> labels, Finished finished) {
        try {
            List<SavedFile> pictures = pictures(RunReport.of(finished));
            return new CellState(
                    id, labels, Status.SUCCESS, pictures, pictures.isEmpty() ? "It saved no picture." : "");
        } catch (WorkflowFileException e) {
            return new CellState(id, labels, Status.ERROR, List.of(), "Its history cannot be read: " + e.getMessage());
        }
    }

    private static String error(Finished finished) {
        try {
            return RunReport.of(finished)
                    .end()
                    .map(Message.Event::data)
                    .map(data -> String.valueOf(data.get("exception_message")).strip())
                    .orElse("It failed.");
        } catch (WorkflowFileException e) {
            return "Its history cannot be read: " + e.getMessage();
        }
    }

    private static List<SavedFile> pictures(RunReport report) {
        List<SavedFile> results = new ArrayList<>();
        List<SavedFile> previews = new ArrayList<>();
        for (Object output : report.outputs().values()) {
            if (output instanceof Map<?, ?> shown && shown.get("images") instanceof List<?> images) {
                for (Object image : images) {
                    if (image instanceof Map<?, ?> file
                            && file.get("filename") instanceof String filename
                            && file.get("type") instanceof String type) {
                        String subfolder = file.get("subfolder") instanceof String text ? text : "";
                        (type.equals("output") ? results : previews).add(new SavedFile(filename, subfolder, type));
                    }
                }
            }
        }
        results.addAll(previews);
        return results;
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("prompt_id", promptId);
        json.put("labels", labels);
        json.put("status", status.id());
        json.put("images", pictures.stream().map(CellState::toJson).toList());
        json.put("error", trouble.isEmpty() ? null : trouble);
        return json;
    }

    private static Map<String, @Nullable Object> toJson(SavedFile file) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("filename", file.filename());
        json.put("subfolder", file.subfolder());
        json.put("type", file.type());
        return json;
    }
}

package io.darkroom.server.job;

import io.darkroom.format.json.JsonPart;
import io.darkroom.queue.Finished;
import io.darkroom.queue.Job;
import io.darkroom.server.event.Endings;
import io.darkroom.server.event.Message;
import io.darkroom.server.prompt.PromptBody;
import io.darkroom.server.work.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A prompt as {@code /jobs} shows it (comfyui-contract.md, 13).
 *
 * @param started when it began to run, if it did
 */
record JobView(Job job, JobStatus status, Optional<Instant> started, Optional<Finished> finished) {
    static JobView of(Finished finished) {
        return new JobView(
                finished.job(), JobStatus.of(finished.outcome().kind()), finished.started(), Optional.of(finished));
    }

    Duration duration() {
        return finished.flatMap(over -> started.map(start -> Duration.between(start, over.ended())))
                .orElse(Duration.ZERO);
    }

    Optional<String> workflowId() {
        PromptBody body = PromptBody.fromJson(job.id(), job.body());
        return JsonPart.root("extra_data", body.extraData())
                .get("extra_pnginfo")
                .get("workflow")
                .get("id")
                .text();
    }

    /** As in a list; what is not known is left out. */
    Map<String, Object> summary() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", job.id());
        json.put("status", status.word());
        json.put("priority", PromptBody.number(job));
        json.put("create_time", job.accepted().toEpochMilli());
        started.ifPresent(time -> json.put("execution_start_time", time.toEpochMilli()));
        finished.ifPresent(over -> json.put("execution_end_time", over.ended().toEpochMilli()));
        report().flatMap(RunReport::end)
                .filter(end -> end.type().equals(Endings.FAILED))
                .ifPresent(end -> json.put("execution_error", end.data()));
        List<OutputItem> items = report().map(OutputItem::of).orElse(List.of());
        json.put("outputs_count", items.size());
        OutputItem.preview(items).ifPresent(item -> json.put("preview_output", item.toJson()));
        workflowId().ifPresent(id -> json.put("workflow_id", id));
        return json;
    }

    /** With all there is. */
    Map<String, Object> whole() {
        Map<String, Object> json = summary();
        report().ifPresent(report -> {
            json.put("outputs", report.outputs());
            json.put("execution_status", status(report));
        });
        List<@Nullable Object> item = PromptBody.fromJson(job.id(), job.body()).item(job);
        Map<String, @Nullable Object> workflow = new LinkedHashMap<>();
        workflow.put("prompt", item.get(2));
        workflow.put("extra_data", item.get(3));
        json.put("workflow", workflow);
        return json;
    }

    private Map<String, Object> status(RunReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status_str", status == JobStatus.COMPLETED ? "success" : "error");
        json.put("completed", status == JobStatus.COMPLETED);
        json.put(
                "messages",
                report.messages().stream()
                        .map((Message.Event message) -> List.of(message.type(), message.data()))
                        .toList());
        return json;
    }

    private Optional<RunReport> report() {
        return finished.map(RunReport::of);
    }
}

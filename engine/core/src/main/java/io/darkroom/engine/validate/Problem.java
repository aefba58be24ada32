package io.darkroom.engine.validate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a workflow.
 *
 * @param nodeId the node it was found at; empty if the workflow as a whole is wrong
 * @param nodeType that node's class_type; empty if there is no node
 * @param message what is wrong, in ComfyUI's words where it has any
 * @param details where and with which value, in ComfyUI's form
 * @param input the input it was found at
 * @param facts further members of ComfyUI's {@code extra_info}: {@code received_value}, {@code received_type},
 *     {@code linked_node}, {@code exception_message}, {@code exception_type}
 * @param sentence all of it in one line for the user
 */
public record Problem(
        Optional<String> nodeId,
        String nodeType,
        Kind kind,
        String message,
        String details,
        Optional<String> input,
        Map<String, @Nullable Object> facts,
        String sentence) {
    public Problem {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Kinds of problems; {@link #id} is their {@code type} in answers of the server. */
    public enum Kind {
        TOO_MANY_NODES("too_many_nodes"),
        NO_OUTPUTS("prompt_no_outputs"),
        UNKNOWN_NODE_TYPE("unknown_node_type"),
        DEPENDENCY_CYCLE("dependency_cycle"),
        REQUIRED_INPUT_MISSING("required_input_missing"),
        BAD_LINKED_INPUT("bad_linked_input"),
        LINKED_NODE_MISSING("linked_node_missing"),
        LINKED_SLOT_OUT_OF_RANGE("linked_slot_out_of_range"),
        RETURN_TYPE_MISMATCH("return_type_mismatch"),
        INVALID_INPUT_TYPE("invalid_input_type"),
        VALUE_SMALLER_THAN_MIN("value_smaller_than_min"),
        VALUE_BIGGER_THAN_MAX("value_bigger_than_max"),
        VALUE_NOT_IN_LIST("value_not_in_list"),
        CUSTOM_VALIDATION_FAILED("custom_validation_failed"),
        EXCEPTION_DURING_VALIDATION("exception_during_validation");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        /** Whether nothing of the workflow can be trusted to run. */
        public boolean concernsAll() {
            return this == TOO_MANY_NODES || this == NO_OUTPUTS || this == UNKNOWN_NODE_TYPE;
        }
    }
}

package io.darkroom.api.node;

/**
 * An output of a node type.
 *
 * @param name its label
 * @param type socket type
 * @param list whether it yields a list whose elements run the nodes behind it one by one
 * @param about one sentence; may be empty
 */
public record OutputSlot(String name, String type, boolean list, String about) {
    public static OutputSlot of(String name, String type) {
        return new OutputSlot(name, type, false, "");
    }
}

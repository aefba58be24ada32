package io.darkroom.engine.catalogue;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.InputSlot.Presence;
import io.darkroom.api.node.Node;
import io.darkroom.api.node.NodeInfo;
import io.darkroom.api.node.NodeType;
import io.darkroom.api.node.Shown;
import io.darkroom.api.node.Trait;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns node classes into descriptions. Reflection on their shape happens here and only here. */
final class RecordNodes {
    private final WidgetReader widgets;

    RecordNodes(ChoiceLists lists) {
        this.widgets = new WidgetReader(lists);
    }

    /**
     * @throws CatalogueException saying what the class lacks
     */
    NodeType describe(Node<?, ?> node, String source) {
        NodeInfo info = node.getClass().getAnnotation(NodeInfo.class);
        if (info == null) {
            throw new CatalogueException(node.getClass().getName() + " has no @NodeInfo; it needs one to be found by.");
        }
        NodeRecords records = NodeRecords.of(node.getClass());
        Map<String, String> slotNames = new LinkedHashMap<>();
        List<InputField> inputs = new ArrayList<>();
        for (RecordComponent component : records.in().getRecordComponents()) {
            InputField field = InputField.of(component, widgets);
            inputs.add(field);
            slotNames.put(component.getName(), field.slot().name());
        }
        List<OutputField> outputs = new ArrayList<>();
        Optional<Method> shown = Optional.empty();
        for (RecordComponent component : records.out().getRecordComponents()) {
            if (component.getType() == Shown.class) {
                component.getAccessor().setAccessible(true); // records of package-private nodes
                shown = Optional.of(component.getAccessor());
            } else {
                outputs.add(OutputField.of(component));
            }
        }
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(List.of(info.traits()));
        if (inputs.stream().anyMatch(InputField::list)) {
            traits.add(Trait.TAKES_LISTS);
        }
        return new NodeType(
                info.id(),
                info.name().isEmpty() ? info.id() : info.name(),
                info.category(),
                info.about(),
                inputs.stream()
                        .map(InputField::slot)
                        .sorted(Comparator.comparing(RecordNodes::isOptional))
                        .toList(),
                outputs.stream().map(OutputField::slot).toList(),
                traits,
                source,
                behaviour(node, records, inputs, outputs, shown, slotNames));
    }

    private static boolean isOptional(InputSlot slot) {
        return slot.presence() != Presence.REQUIRED;
    }

    /** The records were read from the node's own type parameters, which the compiler cannot follow. */
    @SuppressWarnings("unchecked")
    private static <I extends Record, O extends Record> RecordBehaviour<I, O> behaviour(
            Node<?, ?> node,
            NodeRecords records,
            List<InputField> inputs,
            List<OutputField> outputs,
            Optional<Method> shown,
            Map<String, String> slotNames) {
        Class<?>[] components = Arrays.stream(records.in().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<I> constructor = ((Class<I>) records.in()).getDeclaredConstructor(components);
            constructor.setAccessible(true); // records of package-private nodes
            return new RecordBehaviour<>((Node<I, O>) node, constructor, inputs, outputs, shown, slotNames);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Record " + records.in().getName() + " has no canonical constructor.", e);
        }
    }
}

package io.darkroom.server.prompt;

import io.darkroom.api.node.InputSlot;
import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.server.Parts;
import io.darkroom.server.file.Area;
import io.darkroom.server.file.Ownership;
import io.darkroom.server.http.HttpProblem;
import io.darkroom.server.http.Principal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a prompt from loading another owner's pictures: a name such as {@code x.png [output]} leads from the input folder,
 * which is everybody's, to the results, which are not. A name that is only known when the prompt runs is refused.
 */
final class OwnPictures {
    private static final Pattern ANNOTATED = Pattern.compile("(.*) \\[(input|output|temp)]", Pattern.DOTALL);

    private final Parts parts;
    private final Ownership ownership;
    private final Principal who;

    OwnPictures(Parts parts, Principal who) {
        this.parts = parts;
        this.ownership = new Ownership(parts.store().outputs());
        this.who = who;
    }

    /**
     * @throws HttpProblem 403 if a node would load what is not theirs
     */
    void require(Workflow workflow) {
        if (Ownership.restriction(who).isPresent()) {
            workflow.nodes().forEach(this::require);
        }
    }

    private void require(String id, WorkflowNode node) {
        node.inputs().forEach((name, input) -> {
            Optional<Area> area = parts.catalogue()
                    .find(node.type())
                    .flatMap(type -> type.input(name))
                    .flatMap(OwnPictures::area);
            if (area.isPresent() && !mayLoad(area.get(), input)) {
                throw HttpProblem.forbidden("Node " + id + " \"" + node.type() + "\": \"" + name
                        + "\" must name a picture of the input folder or one of yours; your token shows you no other.");
            }
        });
    }

    /** Where the names lie that an input takes, if they are names of pictures. */
    private static Optional<Area> area(InputSlot slot) {
        return slot.widget()
                .flatMap(widget -> widget instanceof Widget.Choice choice ? choice.folder() : Optional.empty())
                .flatMap(Area::named);
    }

    private boolean mayLoad(Area usual, Input input) {
        if (!(input instanceof Input.Constant constant)) {
            return false; // a link: the name is only known later
        }
        Area area = usual;
        String name = String.valueOf(constant.value());
        for (Matcher annotated = ANNOTATED.matcher(name); annotated.matches(); annotated = ANNOTATED.matcher(name)) {
            name = annotated.group(1);
            area = Area.named(annotated.group(2)).orElseThrow();
        }
        int slash = name.lastIndexOf('/');
        String folder = slash < 0 ? "" : name.substring(0, slash);
        return ownership.mayRead(who, area, folder, name.substring(slash + 1));
    }
}

package io.darkroom.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.api.workflow.WorkflowNode;
import io.darkroom.cli.UserException;
import io.darkroom.format.setting.NodeTypes;
import io.darkroom.format.setting.Setting;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetOptionTest {
    private static final NodeTypes NONE = id -> Optional.empty();

    private static final Workflow WORKFLOW =
            new Workflow(Map.of("1", new WorkflowNode("Painter", Map.of("steps", new Input.Constant(20L)))));

    @Test
    void theFirstEqualsSignEndsTheName() {
        assertThat(SetOption.parse("Prompt.text=a=b")).isEqualTo(new Setting("Prompt.text", "a=b"));
    }

    @Test
    void anArgumentWithoutNameOrValueIsRefused() {
        assertThatThrownBy(() -> SetOption.parse("novalue"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no name and value");
    }

    @Test
    void anUnknownInputNamesTheNearest() {
        assertThatThrownBy(() -> SetOption.apply(SetOption.parse("Paintr.steps=3"), WORKFLOW, NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("--set Paintr.steps: the workflow has no such input", "\"Painter.steps\"");
    }
}

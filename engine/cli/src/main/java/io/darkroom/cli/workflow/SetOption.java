package io.darkroom.cli.workflow;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.cli.UserException;
import io.darkroom.engine.names.Nearest;
import io.darkroom.format.setting.NodeTypes;
import io.darkroom.format.setting.Setting;
import io.darkroom.format.setting.SettingException;

/** The option {@code --set NODE.INPUT=VALUE}. */
public final class SetOption {
    private SetOption() {}

    /**
     * Parses the option's argument.
     *
     * @throws UserException if there is no name or no {@code =}
     */
    public static Setting parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new UserException("--set \"" + argument
                    + "\" has no name and value; write --set Title.input=value, or --set input=value.");
        }
        return new Setting(argument.substring(0, equals).strip(), argument.substring(equals + 1));
    }

    /**
     * The workflow with this input set.
     *
     * @throws UserException if no input or several inputs are meant, the input is linked, or the value has the wrong form
     */
    static Workflow apply(Setting setting, Workflow workflow, NodeTypes types) {
        try {
            return setting.apply(workflow, types);
        } catch (SettingException e) {
            throw new UserException("--set " + e.getMessage() + Nearest.question(e.key(), e.names()), e);
        }
    }
}

package io.darkroom.cli.workflow;

import io.darkroom.api.node.Widget;
import io.darkroom.api.workflow.Input;
import io.darkroom.api.workflow.Workflow;
import io.darkroom.cli.UserException;
import io.darkroom.format.WorkflowFile;
import io.darkroom.format.WorkflowFileException;
import io.darkroom.format.setting.NodeTypes;
import io.darkroom.format.setting.SeedWidgets;
import io.darkroom.format.setting.Setting;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow file as the user wants it run.
 *
 * @param name the file as the user typed it
 * @param file with the user's settings and seed in it
 */
public record Job(String name, WorkflowFile file, NodeTypes types) {
    /** What the user changes about all files of a command. */
    public record Wishes(List<Setting> settings, Optional<BigInteger> seed) {
        /** The file as it is. */
        public static final Wishes NONE = new Wishes(List.of(), Optional.empty());

        public Wishes {
            settings = List.copyOf(settings);
        }

        private Workflow apply(Workflow workflow, NodeTypes types) {
            Workflow changed = workflow;
            for (Setting setting : settings) {
                changed = SetOption.apply(setting, changed, types);
            }
            if (seed.isPresent()) {
                List<SeedWidgets.Place> places = SeedWidgets.of(changed, types);
                if (places.isEmpty()) {
                    throw new UserException("--seed " + seed.get() + ": it has no seed; leave --seed out.");
                }
                changed = SeedWidgets.with(changed, places, seed.get());
            }
            return changed;
        }
    }

    /**
     * Opens a file and applies what the user wishes.
     *
     * @throws WrongFileException if it cannot be read, holds no workflow, or a wish does not fit it
     */
    public static Job open(String name, Path path, Wishes wishes, NodeTypes types) {
        try {
            if (Files.isDirectory(path)) {
                throw new UserException("It is a folder; name a workflow file in it.");
            }
            WorkflowFile file = WorkflowFile.open(path, types::find);
            Workflow workflow = wishes.apply(file.workflow(), types);
            return new Job(
                    name, new WorkflowFile(file.source(), file.kind(), workflow, file.editor(), file.notices()), types);
        } catch (IOException e) {
            throw new WrongFileException(name, "It cannot be read: " + UserException.reason(e) + ".", e);
        } catch (WorkflowFileException e) {
            // The message begins with the whole path, which the user did not type.
            String message = String.valueOf(e.getMessage());
            String problem = message.startsWith(path.toString())
                    ? message.substring(path.toString().length()).replaceFirst("^[:,] ", "")
                    : message;
            throw new WrongFileException(name, problem, e);
        } catch (UserException e) {
            throw new WrongFileException(name, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The workflow of one of several runs, with its texts resolved.
     *
     * @param repeat from 0
     */
    public Workflow workflow(int repeat, ZonedDateTime now) {
        return file.resolve(file.repeat(repeat), types::find, now);
    }

    /** The first seed of a workflow of this job, to tell runs apart. */
    public Optional<BigInteger> seed(Workflow workflow) {
        return SeedWidgets.of(workflow, types).stream()
                .map(place ->
                        workflow.node(place.nodeId()).orElseThrow().inputs().get(place.input()))
                .flatMap(input -> input instanceof Input.Constant constant && constant.value() instanceof Number number
                        ? Optional.of(new BigInteger(number.toString())).stream()
                        : Optional.<BigInteger>empty().stream())
                .filter(seed -> seed.signum() >= 0 && seed.compareTo(Widget.Whole.MAX_SEED) <= 0)
                .findFirst();
    }

    /** The workflow in its two forms, for the pictures of a run. */
    public Map<String, String> pictureText(Workflow ran) {
        return file.pictureText(ran);
    }
}

package io.darkroom.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code darkroom} itself; what it does are its subcommands. */
@Command(
        name = "darkroom",
        description = "Node-graph image diffusion: runs ComfyUI-style workflow files from .safetensors checkpoints.",
        versionProvider = Darkroom.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a workflow failed while it ran",
            "2:the arguments or a workflow are wrong; nothing ran",
            "130:stopped by Ctrl-C"
        })
final class Darkroom {
    /** Says which Darkroom runs on which Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "darkroom " + Versions.engine(),
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}

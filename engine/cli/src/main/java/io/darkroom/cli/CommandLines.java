package io.darkroom.cli;

import io.darkroom.api.node.NodeException;
import io.darkroom.api.sampling.Cancellation;
import io.darkroom.cli.bench.BenchCommand;
import io.darkroom.cli.command.CheckCommand;
import io.darkroom.cli.command.ConvertCommand;
import io.darkroom.cli.command.InspectCommand;
import io.darkroom.cli.command.NodesCommand;
import io.darkroom.cli.command.RunCommand;
import io.darkroom.cli.command.VerifyCommand;
import io.darkroom.cli.serve.ServeCommand;
import io.darkroom.cli.workflow.WrongFileException;
import io.darkroom.format.WorkflowFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command: from arguments to an exit code, and every failure to one line. */
public final class CommandLines {
    private CommandLines() {}

    /** Runs a command as a shell would; nothing here ends the virtual machine. */
    public static int run(Surroundings surroundings, Cancellation stop, String... arguments) {
        CommandLine line = new CommandLine(new Darkroom());
        Map<String, Supplier<Object>> commands = commands(surroundings, stop, List.of(arguments));
        // Only the command that is called: picocli reads each by reflection, which a start would notice.
        String called = arguments.length == 0 ? "" : arguments[0];
        commands.forEach((name, command) -> {
            if (name.equals(called) || !commands.containsKey(called)) {
                line.addSubcommand(name, command.get());
            }
        });
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.terminal() ? Ansi.AUTO : Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, args) -> wrongArguments(surroundings, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(surroundings, stop, e, parsed));
        int code;
        try {
            code = arguments.length == 0 ? line.execute("--help") : line.execute(arguments);
        } catch (Error e) {
            // A file that is missing from the installation, or memory that is: picocli only takes care of exceptions.
            code = unexpected(surroundings, e, List.of(arguments).contains("--verbose"));
        }
        if (stop.requested()) {
            surroundings.err().println("darkroom: stopped.");
            code = ExitCode.STOPPED;
        }
        surroundings.out().flush();
        surroundings.err().flush();
        return code;
    }

    private static Map<String, Supplier<Object>> commands(
            Surroundings surroundings, Cancellation stop, List<String> arguments) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", () -> new RunCommand(surroundings, stop));
        commands.put("serve", () -> new ServeCommand(surroundings, stop, arguments));
        commands.put("check", () -> new CheckCommand(surroundings));
        commands.put("convert", () -> new ConvertCommand(surroundings));
        commands.put("nodes", () -> new NodesCommand(surroundings));
        commands.put("inspect", () -> new InspectCommand(surroundings));
        commands.put("verify", () -> new VerifyCommand(surroundings, stop));
        commands.put("bench", () -> new BenchCommand(surroundings));
        commands.put("rehearse", () -> new RehearseCommand(surroundings));
        return commands;
    }

    private static int wrongArguments(Surroundings surroundings, ParameterException e) {
        surroundings.err().println("darkroom: " + UserException.oneLine(e.getMessage()));
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        if (!UnmatchedArgumentException.printSuggestions(e, surroundings.err())) {
            surroundings.err().println("See " + command + " --help.");
        }
        return ExitCode.WRONG;
    }

    private static int failed(Surroundings surroundings, Cancellation stop, Exception e, ParseResult parsed) {
        if (stop.requested()) {
            return ExitCode.STOPPED; // what broke on the way out is no news
        }
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        boolean verbose = command.hasMatchedOption("--verbose");
        boolean forUsers = e instanceof UserException
                || e instanceof WrongFileException
                || e instanceof WorkflowFileException
                || e instanceof NodeException;
        if (!forUsers) {
            return unexpected(surroundings, e, verbose);
        }
        surroundings.err().println("darkroom: " + e.getMessage());
        if (verbose) {
            e.printStackTrace(surroundings.err());
        }
        return ExitCode.WRONG;
    }

    private static int unexpected(Surroundings surroundings, Throwable e, boolean verbose) {
        surroundings
                .err()
                .println("darkroom: unexpected failure: " + UserException.oneLine(e.toString())
                        + (verbose ? "" : " (--verbose shows where; please report it)"));
        if (verbose) {
            e.printStackTrace(surroundings.err());
        }
        return ExitCode.FAILED;
    }
}

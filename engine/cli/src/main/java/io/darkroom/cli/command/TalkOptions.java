package io.darkroom.cli.command;

import io.darkroom.cli.report.TextReport.Detail;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The flags that say how much to tell. */
final class TalkOptions {
    @ArgGroup
    private Amount amount = new Amount();

    private static final class Amount {
        @Option(names = "--quiet", description = "No progress, no warnings: only results and failures.")
        private boolean quiet;

        @Option(
                names = "--verbose",
                description = "Tell more: each node with its time, what was found out about models, stack traces of"
                        + " failures.")
        private boolean verbose;
    }

    Detail detail() {
        return amount.quiet ? Detail.QUIET : amount.verbose ? Detail.VERBOSE : Detail.NORMAL;
    }
}

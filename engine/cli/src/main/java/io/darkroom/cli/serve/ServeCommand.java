package io.darkroom.cli.serve;

import io.darkroom.api.sampling.Cancellation;
import io.darkroom.cli.ExitCode;
import io.darkroom.cli.Surroundings;
import io.darkroom.cli.UserException;
import io.darkroom.cli.command.CacheOptions;
import io.darkroom.cli.command.IgnoredOptions;
import io.darkroom.cli.command.MachineOptions;
import io.darkroom.cli.command.Workbench;
import io.darkroom.cli.folder.FolderOptions;
import io.darkroom.cli.log.ServerLog;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.queue.Store;
import io.darkroom.queue.sqlite.SqliteStore;
import io.darkroom.queue.sqlite.StoreOptions;
import io.darkroom.server.Parts;
import io.darkroom.server.Server;
import io.darkroom.server.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code darkroom serve}: answers ComfyUI's clients until it is stopped. */
@Command(
        name = "serve",
        description = "Answers ComfyUI's clients and browsers, and runs what they queue.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final String SQLITE = "sqlite:///";

    private final Surroundings surroundings;
    private final Cancellation stop;
    private final List<String> arguments;

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Mixin
    private PreviewOptions previews = new PreviewOptions();

    @Option(
            names = "--front-end-root",
            paramLabel = "DIR",
            description = "Serve the pages in this folder instead of our own; ComfyUI's front end, say.")
    private @Nullable Path frontEnd;

    @Option(names = "--front-end-version", hidden = true)
    private @Nullable String frontEndVersion;

    @Option(names = "--multi-user", description = "Settings and user files apart for each user of ComfyUI's front end.")
    private boolean multiUser;

    @Option(names = "--disable-metadata", description = "Save pictures without the workflow in them.")
    private boolean withoutMetadata;

    @Option(
            names = "--workers",
            defaultValue = "1",
            paramLabel = "N",
            description = "Prompts that run side by side. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Where queue and history are kept: sqlite:///PATH. Default: darkroom.db in the user folder.")
    private @Nullable String database;

    @Option(names = "--auto-launch", description = "Open the browser.")
    private boolean autoLaunch;

    @Option(names = "--quick-test-for-ci", description = "Start, and stop again.")
    private boolean quickTest;

    @Mixin
    private FolderOptions folders = new FolderOptions();

    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Mixin
    private IgnoredOptions ignored = new IgnoredOptions();

    /** @param arguments the command line, as {@code /system_stats} shows it */
    public ServeCommand(Surroundings surroundings, Cancellation stop, List<String> arguments) {
        this.surroundings = surroundings;
        this.stop = stop;
        this.arguments = List.copyOf(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerOptions options = options();
        say(machine.remark());
        if (frontEndVersion != null) {
            say("--front-end-version: nothing is downloaded here; name a folder of pages with --front-end-root.");
        }
        UserFolders where = folders.folders(surroundings);
        // The store first: it knows whether another server works in this folder already.
        try (Store store = SqliteStore.open(database(where), StoreOptions.defaults());
                Workbench bench = Workbench.open(where, machine.settings(), cache.keeping())) {
            Parts parts = new Parts(
                    bench.catalogue(),
                    where,
                    bench.engine(),
                    bench.validator(),
                    store,
                    new FileFacts(bench.hashes()),
                    ServerLog.open(),
                    surroundings.clock());
            store.notices().forEach(this::say);
            try (Server server = Server.start(options, parts)) {
                surroundings.err().println("To see the GUI go to: " + server.address());
                if (autoLaunch) {
                    Browser.open(server.address(), surroundings);
                }
                if (!quickTest) {
                    untilStopped();
                }
            }
        }
        return ExitCode.DONE;
    }

    private void say(String sentence) {
        if (!sentence.isEmpty()) {
            surroundings.err().println("darkroom: " + sentence);
        }
    }

    private void untilStopped() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Cancellation.Registration registration = stop.onRequest(stopped::countDown)) {
            stopped.await();
        }
    }

    private ServerOptions options() {
        if (workers < 1) {
            throw new UserException("--workers is " + workers + "; it must be at least 1.");
        }
        Optional<Path> pages = Optional.ofNullable(frontEnd).map(surroundings::resolve);
        if (pages.isPresent() && !Files.isRegularFile(pages.get().resolve("index.html"))) {
            throw new UserException("--front-end-root " + pages.get()
                    + ": there is no index.html in it; name the folder that holds a front end's pages.");
        }
        return new ServerOptions(
                listen.listening(surroundings),
                previews.previews(),
                pages,
                multiUser,
                withoutMetadata,
                workers,
                arguments);
    }

    private Path database(UserFolders where) {
        if (database == null) {
            return where.user().resolve("darkroom.db");
        }
        if (!database.startsWith(SQLITE) || database.length() == SQLITE.length()) {
            throw new UserException(
                    "--database-url " + database + ": write " + SQLITE + "PATH; other databases are not supported.");
        }
        return surroundings.resolve(Path.of(database.substring(SQLITE.length())));
    }
}

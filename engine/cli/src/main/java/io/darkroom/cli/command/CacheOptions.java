package io.darkroom.cli.command;

import io.darkroom.cli.UserException;
import io.darkroom.engine.cache.CachePolicy;
import io.darkroom.engine.run.EngineOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The flags that say which results of nodes are kept, as ComfyUI names them where it has them. */
public final class CacheOptions {
    private static final double GIGABYTE = 1L << 30;
    private static final double DISK = 1; // some 4,000 encoded prompts

    @ArgGroup
    private Memory memory = new Memory();

    /** At most one of these. */
    private static final class Memory {
        @Option(names = "--cache-classic", description = "Keep the results of the latest prompt, however large.")
        private boolean classic;

        @Option(
                names = "--cache-lru",
                paramLabel = "N",
                description = "Keep N results, and always those of the latest prompt. 0: as without the flag.")
        private int results;

        @Option(names = "--cache-none", description = "Keep no results, and each only as long as a run needs it.")
        private boolean nothing;

        @Option(
                names = "--cache-ram",
                arity = "0..1",
                fallbackValue = "4",
                paramLabel = "GB",
                description = "Keep results while the machine has so much memory to spare. Without a value: 4.")
        private @Nullable Double headroom;

        CachePolicy policy() {
            if (results < 0) {
                throw new UserException("--cache-lru is " + results + "; it must be at least 0.");
            }
            if (headroom != null && !(headroom > 0)) {
                throw new UserException("--cache-ram is " + headroom + "; it must be more than 0 GB.");
            }
            if (classic) {
                return new CachePolicy.LatestPrompt();
            }
            if (nothing) {
                return new CachePolicy.Nothing();
            }
            if (headroom != null) {
                return new CachePolicy.SpareMemory((long) (headroom * GIGABYTE));
            }
            return results > 0
                    ? new CachePolicy.Results(results)
                    : EngineOptions.defaults().cache();
        }
    }

    @Option(
            names = "--cache-disk",
            paramLabel = "GB",
            description = "Room for encoded prompts and pictures in the user folder, where a restart finds them again;"
                    + " 0: keep none. Default: 1, but 0 with --cache-none.")
    private @Nullable Double disk;

    /** The flags as the engine takes them. */
    public Keeping keeping() {
        CachePolicy policy = memory.policy();
        double room = disk != null ? disk : policy instanceof CachePolicy.Nothing ? 0 : DISK;
        if (!(room >= 0)) {
            throw new UserException("--cache-disk is " + room + "; it must be at least 0 GB.");
        }
        return new Keeping(policy, (long) (room * GIGABYTE));
    }
}

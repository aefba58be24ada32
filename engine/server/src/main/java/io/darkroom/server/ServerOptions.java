package io.darkroom.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a server works.
 *
 * @param frontEnd the folder of static pages to serve instead of our own
 * @param multiUser whether the header {@code comfy-user} picks the folder of settings and user files
 * @param disableMetadata whether pictures are saved without the workflow in them
 * @param arguments the command line, as {@code /system_stats} shows it
 */
public record ServerOptions(
        Listening listening,
        Previews previews,
        Optional<Path> frontEnd,
        boolean multiUser,
        boolean disableMetadata,
        int workers,
        List<String> arguments) {
    public ServerOptions {
        arguments = List.copyOf(arguments);
        if (workers < 1) {
            throw new IllegalArgumentException("workers is " + workers + "; it must be at least 1.");
        }
    }

    /** On the loopback, port 8188, without previews, one worker, as ComfyUI starts. */
    public static ServerOptions defaults() {
        return new ServerOptions(
                Listening.loopback(8188), Previews.standard(), Optional.empty(), false, false, 1, List.of());
    }

    public ServerOptions withListening(Listening changed) {
        return new ServerOptions(changed, previews, frontEnd, multiUser, disableMetadata, workers, arguments);
    }

    public ServerOptions withPreviews(Previews changed) {
        return new ServerOptions(listening, changed, frontEnd, multiUser, disableMetadata, workers, arguments);
    }

    public ServerOptions withFrontEnd(Path changed) {
        return new ServerOptions(
                listening, previews, Optional.of(changed), multiUser, disableMetadata, workers, arguments);
    }

    public ServerOptions withMultiUser(boolean changed) {
        return new ServerOptions(listening, previews, frontEnd, changed, disableMetadata, workers, arguments);
    }

    public ServerOptions withArguments(List<String> changed) {
        return new ServerOptions(listening, previews, frontEnd, multiUser, disableMetadata, workers, changed);
    }

    /**
     * Where the server listens and whom it answers.
     *
     * @param addresses names or numbers of this machine's interfaces
     * @param port 0 picks a free one
     * @param corsOrigin pages of this origin may call; {@code *}: any
     * @param maxUploadBytes the largest request body
     * @param hostNames further names by which clients may call this server
     * @param tokens as the command line gives them: {@code SCOPE:OWNER:SECRET}, or a secret alone; at least one token, here
     *     or in the file, is needed to listen beyond the loopback
     * @param tokenFile further tokens, of which it holds only hashes
     */
    public record Listening(
            List<String> addresses,
            int port,
            Optional<Tls> tls,
            Optional<String> corsOrigin,
            long maxUploadBytes,
            List<String> hostNames,
            List<String> tokens,
            Optional<Path> tokenFile) {
        public Listening {
            addresses = List.copyOf(addresses);
            hostNames = List.copyOf(hostNames);
            tokens = List.copyOf(tokens);
        }

        /** 100 MiB at most, as in ComfyUI. */
        public static Listening loopback(int port) {
            return new Listening(
                    List.of("127.0.0.1"),
                    port,
                    Optional.empty(),
                    Optional.empty(),
                    100L << 20,
                    List.of(),
                    List.of(),
                    Optional.empty());
        }

        public Listening at(List<String> changed) {
            return new Listening(changed, port, tls, corsOrigin, maxUploadBytes, hostNames, tokens, tokenFile);
        }

        public Listening withTls(Tls changed) {
            return new Listening(
                    addresses, port, Optional.of(changed), corsOrigin, maxUploadBytes, hostNames, tokens, tokenFile);
        }

        public Listening withCorsOrigin(String changed) {
            return new Listening(
                    addresses, port, tls, Optional.of(changed), maxUploadBytes, hostNames, tokens, tokenFile);
        }

        public Listening withMaxUploadBytes(long changed) {
            return new Listening(addresses, port, tls, corsOrigin, changed, hostNames, tokens, tokenFile);
        }

        public Listening withHostNames(List<String> changed) {
            return new Listening(addresses, port, tls, corsOrigin, maxUploadBytes, changed, tokens, tokenFile);
        }

        public Listening withTokens(List<String> changed) {
            return new Listening(addresses, port, tls, corsOrigin, maxUploadBytes, hostNames, changed, tokenFile);
        }

        public Listening withTokenFile(Path changed) {
            return new Listening(
                    addresses, port, tls, corsOrigin, maxUploadBytes, hostNames, tokens, Optional.of(changed));
        }
    }

    /** A certificate chain and its private key, both PEM files. */
    public record Tls(Path certificate, Path key) {}

    /**
     * Pictures of the work so far.
     *
     * @param size the longer side in pixels
     */
    public record Previews(Method method, int size) {
        /** None, and 512 pixels for those who ask for them in a prompt. */
        public static Previews standard() {
            return new Previews(Method.NONE, 512);
        }

        /** How previews are made. */
        public enum Method {
            NONE,
            AUTO,
            LATENT2RGB,
            TAESD
        }
    }
}

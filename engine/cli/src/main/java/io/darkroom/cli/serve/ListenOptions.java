package io.darkroom.cli.serve;

import io.darkroom.cli.Surroundings;
import io.darkroom.cli.UserException;
import io.darkroom.server.ServerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where the server listens and whom it answers, as ComfyUI names them. */
final class ListenOptions {
    private static final String EVERYWHERE = "0.0.0.0,::";
    private static final long MEGABYTE = 1L << 20;

    @Option(
            names = "--listen",
            arity = "0..1",
            fallbackValue = EVERYWHERE,
            defaultValue = "127.0.0.1",
            paramLabel = "IP[,IP]",
            description = "Addresses to listen on. Default: ${DEFAULT-VALUE}; without a value: all of this machine's.")
    private String addresses = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "8188",
            paramLabel = "N",
            description = "Default: ${DEFAULT-VALUE}; 0: any free one.")
    private int port;

    @Option(names = "--tls-keyfile", paramLabel = "FILE", description = "The private key (PEM), to serve HTTPS.")
    private @Nullable Path tlsKey;

    @Option(names = "--tls-certfile", paramLabel = "FILE", description = "The certificate chain (PEM).")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--enable-cors-header",
            arity = "0..1",
            fallbackValue = "*",
            paramLabel = "ORIGIN",
            description = "Let pages of this origin call the server; without a value: of any.")
    private @Nullable String corsOrigin;

    @Option(
            names = "--max-upload-size",
            defaultValue = "100",
            paramLabel = "MB",
            description = "The largest request body. Default: ${DEFAULT-VALUE} MB.")
    private double maxUpload;

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description =
                    "A further name by which browsers reach the server, behind a proxy; may be given several times.")
    private List<String> hostNames = new ArrayList<>();

    @Option(
            names = "--token",
            paramLabel = "[SCOPE:OWNER:]SECRET",
            description = "Answer only who brings this token; may be given several times. SCOPE: read, run, admin."
                    + " Needed to listen beyond this machine.")
    private List<String> tokens = new ArrayList<>();

    @Option(names = "--token-file", paramLabel = "FILE", description = "Further tokens, of which it holds only hashes.")
    private @Nullable Path tokenFile;

    ServerOptions.Listening listening(Surroundings surroundings) {
        if (port < 0 || port > 0xffff) {
            throw new UserException("--port is " + port + "; it must be between 0 and 65535.");
        }
        if (!(maxUpload > 0)) {
            throw new UserException("--max-upload-size is " + maxUpload + "; it must be more than 0 MB.");
        }
        List<String> listed = Arrays.stream(addresses.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        if (listed.isEmpty()) {
            throw new UserException("--listen names no address; write --listen 127.0.0.1, say.");
        }
        return new ServerOptions.Listening(
                listed,
                port,
                tls(surroundings),
                Optional.ofNullable(corsOrigin),
                (long) (maxUpload * MEGABYTE),
                hostNames,
                tokens,
                Optional.ofNullable(tokenFile).map(surroundings::resolve));
    }

    private Optional<ServerOptions.Tls> tls(Surroundings surroundings) {
        if (tlsKey == null && tlsCertificate == null) {
            return Optional.empty();
        }
        if (tlsKey == null || tlsCertificate == null) {
            throw new UserException("HTTPS needs both --tls-certfile and --tls-keyfile; one is missing.");
        }
        return Optional.of(new ServerOptions.Tls(surroundings.resolve(tlsCertificate), surroundings.resolve(tlsKey)));
    }
}

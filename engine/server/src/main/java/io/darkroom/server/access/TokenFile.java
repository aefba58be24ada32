package io.darkroom.server.access;

import io.darkroom.server.CannotStartException;
import io.darkroom.server.http.Scope;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of tokens, one a line: {@code run ann sha256:...}; lines that begin with {@code #} are remarks. It holds hashes
 * only. It is read again when it changes, so that a token taken out of it no longer opens anything. Safe for concurrent use.
 */
public final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private final Path file;
    private State state;

    private record State(FileTime changed, long size, List<Token> tokens) {}

    /**
     * Reads the file.
     *
     * @throws CannotStartException if it cannot be read or has a line that is no token
     */
    TokenFile(Path file) {
        this.file = file;
        try {
            List<String> wrong = new ArrayList<>();
            state = read(wrong);
            if (!wrong.isEmpty()) {
                throw new CannotStartException(wrong.get(0));
            }
        } catch (IOException e) {
            throw new CannotStartException(
                    "The file of tokens " + file + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /**
     * Adds a token and returns its secret, which is written nowhere else. The file is made if it is missing, for its owner's
     * eyes only.
     */
    public static String add(Path file, Scope scope, String owner) throws IOException {
        String secret = Secrets.fresh();
        String line = new Token(Token.scope(scope.word()), Token.owner(owner), Secrets.hash(secret)).line() + "\n";
        if (!Files.exists(file)) {
            Files.createFile(file, ownerOnly());
        }
        Files.writeString(file, line, StandardOpenOption.APPEND);
        return secret;
    }

    /** The tokens in it now. A line that was spoilt meanwhile opens nothing, and a file that vanished holds no tokens. */
    synchronized List<Token> tokens() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (!now.lastModifiedTime().equals(state.changed) || now.size() != state.size) {
                List<String> wrong = new ArrayList<>();
                state = read(wrong);
                wrong.forEach(sentence -> LOG.warn("{} It is passed over.", sentence));
            }
        } catch (IOException e) {
            if (!state.tokens.isEmpty()) {
                LOG.warn("The file of tokens {} can no longer be read; none of its tokens is accepted.", file, e);
            }
            state = new State(FileTime.fromMillis(0), -1, List.of());
        }
        return state.tokens;
    }

    private State read(List<String> wrong) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        List<String> lines = Files.readAllLines(file);
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int number = i + 1;
            Token.ofLine(line)
                    .ifPresentOrElse(
                            tokens::add,
                            () -> wrong.add("Line " + number + " of the file of tokens " + file
                                    + " is no token; one looks like \"run ann sha256:\" and 64 hexadecimal digits."));
        }
        return new State(attributes.lastModifiedTime(), attributes.size(), List.copyOf(tokens));
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0]; // Windows: as the folder's
    }
}

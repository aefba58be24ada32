package io.darkroom.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Which version of Darkroom this is. */
public final class Versions {
    private static final String DEVELOPMENT = "development";

    private Versions() {}

    /** The version in the jar's manifest; {@code development} when it runs from class files. */
    public static String engine() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }

    /** The version, and while it is under development also when it was built: each build may compute something else. */
    public static String build() {
        String version = engine();
        return version.equals(DEVELOPMENT) || version.endsWith("-SNAPSHOT") ? version + " " + built() : version;
    }

    private static String built() {
        try {
            URI code = Versions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Files.getLastModifiedTime(Path.of(code)).toString();
        } catch (URISyntaxException | IOException e) {
            return UUID.randomUUID().toString(); // this run knows nobody else's results
        }
    }
}

package io.darkroom.cli;

/** Which version of Darkroom this is. */
public final class Versions {
    private Versions() {}

    /** The version in the jar's manifest; {@code development} when it runs from class files. */
    public static String engine() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

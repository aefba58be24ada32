package io.darkroom.engine.files;

import java.nio.file.Path;

/** The directories that hold what is the user's. None needs to exist yet. */
public record Directories(Path base, Path input, Path output, Path temp, Path user) {
    public Directories {
        base = base.toAbsolutePath().normalize();
        input = input.toAbsolutePath().normalize();
        output = output.toAbsolutePath().normalize();
        temp = temp.toAbsolutePath().normalize();
        user = user.toAbsolutePath().normalize();
    }

    /** The usual layout: {@code input}, {@code output}, {@code temp} and {@code user} beside {@code models}. */
    public static Directories under(Path base) {
        return new Directories(
                base, base.resolve("input"), base.resolve("output"), base.resolve("temp"), base.resolve("user"));
    }

    public Directories withInput(Path changed) {
        return new Directories(base, changed, output, temp, user);
    }

    public Directories withOutput(Path changed) {
        return new Directories(base, input, changed, temp, user);
    }

    public Directories withTemp(Path changed) {
        return new Directories(base, input, output, changed, user);
    }

    public Directories withUser(Path changed) {
        return new Directories(base, input, output, temp, changed);
    }

    /** Where models lie, one folder for each type. */
    public Path models() {
        return base.resolve("models");
    }
}

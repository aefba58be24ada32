package io.darkroom.cli.command;

import io.darkroom.api.extension.NodePack;
import io.darkroom.api.extension.Settings;
import io.darkroom.cli.Versions;
import io.darkroom.cli.folder.TempFolder;
import io.darkroom.engine.Limits;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.disk.DiskOptions;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.run.Engine;
import io.darkroom.engine.run.EngineOptions;
import io.darkroom.engine.validate.Validator;
import io.darkroom.onnx.checkpoint.FileHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run workflows, put together for one command. */
public final class Workbench implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    private final UserFolders folders;
    private final Catalogue catalogue;
    private final Engine engine;
    private final Validator validator;
    private final TempFolder temp;
    private final FileHashes hashes;

    private Workbench(UserFolders folders, Catalogue catalogue, Keeping keeping) {
        this.folders = folders;
        this.catalogue = catalogue;
        this.hashes = new FileHashes(made(folders.user()));
        this.engine = new Engine(catalogue, engineOptions(keeping));
        this.validator = new Validator(catalogue, Limits.DEFAULT);
        this.temp = TempFolder.open(folders.temp());
    }

    private EngineOptions engineOptions(Keeping keeping) {
        EngineOptions options = EngineOptions.defaults().withCache(keeping.memory());
        return keeping.diskBytes() == 0
                ? options
                : options.withDisk(new DiskOptions(
                        folders.user().resolve("cache"),
                        keeping.diskBytes(),
                        Versions.build(),
                        new HashedFiles(hashes)));
    }

    /** With the nodes of all packs on the class path. */
    public static Workbench open(UserFolders folders, Settings settings, Keeping keeping) {
        return new Workbench(folders, catalogue(folders, settings), keeping);
    }

    /** Without this folder nothing is remembered, but everything works. */
    private static Path made(Path user) {
        try {
            return Files.createDirectories(user);
        } catch (IOException e) {
            LOG.info("The folder {} cannot be made: {}", user, e.toString());
            return user;
        }
    }

    /** The nodes of all packs on the class path. */
    static Catalogue catalogue(UserFolders folders, Settings settings) {
        List<NodePack> packs = ServiceLoader.load(NodePack.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return Catalogue.load(packs, folders, settings);
    }

    public UserFolders folders() {
        return folders;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Engine engine() {
        return engine;
    }

    public Validator validator() {
        return validator;
    }

    /** Hashes of model files, remembered in the user folder. */
    public FileHashes hashes() {
        return hashes;
    }

    @Override
    public void close() {
        engine.close();
        temp.close();
        catalogue.close();
    }
}

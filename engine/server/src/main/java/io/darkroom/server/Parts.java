package io.darkroom.server;

import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.run.Engine;
import io.darkroom.engine.validate.Validator;
import io.darkroom.queue.Store;
import io.darkroom.server.system.LogBook;
import java.time.InstantSource;

/**
 * What the server works with. It closes none of it.
 *
 * @param models what is known of model files beyond their names
 * @param log the latest lines of the log, filled by whoever starts the server
 */
public record Parts(
        Catalogue catalogue,
        UserFolders folders,
        Engine engine,
        Validator validator,
        Store store,
        ModelFacts models,
        LogBook log,
        InstantSource clock) {}

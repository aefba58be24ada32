package io.darkroom.cli.bench;

import io.darkroom.api.extension.Settings;
import io.darkroom.engine.Limits;
import io.darkroom.engine.catalogue.Catalogue;
import io.darkroom.engine.files.UserFolders;
import io.darkroom.engine.run.Engine;
import io.darkroom.engine.run.EngineOptions;
import io.darkroom.engine.run.RunRequest;
import io.darkroom.engine.run.RunResult;
import io.darkroom.engine.validate.Validation;
import io.darkroom.engine.validate.Validator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the engine itself costs: ten thousand nodes that do nothing. */
final class EngineBench {
    private static final int NODES = 10_000;
    private static final int RUNS = 8;

    private EngineBench() {}

    static List<Measurement> measure(UserFolders folders, Settings settings) {
        try (Catalogue catalogue = Catalogue.load(List.of(new TrivialNodes()), folders, settings)) {
            Engine engine = new Engine(catalogue, EngineOptions.defaults());
            Validator validator = new Validator(catalogue, Limits.DEFAULT);
            List<Double> checking = new ArrayList<>();
            List<Double> running = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                Validation validation = validator.validate(TrivialNodes.workflow(NODES, run));
                long checked = System.nanoTime();
                RunResult result = engine.run(RunRequest.of(Integer.toString(run), validation), event -> {});
                long end = System.nanoTime();
                if (!result.succeeded()) {
                    throw new IllegalStateException("The engine's benchmark did not succeed: " + result.ending());
                }
                checking.add((checked - start) / 1e9);
                running.add((end - checked) / 1e9);
            }
            return List.of(
                    new Measurement(
                            "engine: a trivial node, of 10,000, first run",
                            Measurement.time(running.get(0) / NODES),
                            "20 µs"),
                    new Measurement(
                            "engine: a trivial node, of 10,000, best of " + RUNS,
                            Measurement.time(Collections.min(running) / NODES),
                            "20 µs"),
                    Measurement.of(
                            "validation: a trivial node, of 10,000, best of " + RUNS,
                            Measurement.time(Collections.min(checking) / NODES)));
        }
    }
}

package io.darkroom.engine.run;

import io.darkroom.api.extension.LoadedModel;
import java.util.List;

/**
 * A network in memory, and who may use it again without loading its file anew.
 *
 * @param prompts the running prompts that have it from a loader
 * @param results how many kept results of nodes hold it
 */
public record HeldModel(LoadedModel model, List<String> prompts, int results) {
    public HeldModel {
        prompts = List.copyOf(prompts);
    }
}

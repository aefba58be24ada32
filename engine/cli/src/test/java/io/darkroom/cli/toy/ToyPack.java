package io.darkroom.cli.toy;

import io.darkroom.api.extension.Contribution;
import io.darkroom.api.extension.Environment;
import io.darkroom.api.extension.NodePack;
import java.util.List;

/** Joins the packs of the program in tests. */
public final class ToyPack implements NodePack {
    @Override
    public Contribution contribute(Environment environment) {
        return Contribution.ofNodes(List.of(
                new Words(),
                new Keep(environment.folders().output()),
                new Glance(environment.folders().temp()),
                new Fails(),
                new Endless()));
    }

    @Override
    public String source() {
        return "toys";
    }
}

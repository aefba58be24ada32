package io.darkroom.api.type;

import io.darkroom.api.node.Socket;
import io.darkroom.api.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Encoded prompts: entries whose predictions are averaged by area, mask and strength. */
@Socket("CONDITIONING")
public record Conditioning(List<Entry> entries) {
    public Conditioning {
        entries = List.copyOf(entries);
    }

    public static Conditioning of(Entry entry) {
        return new Conditioning(List.of(entry));
    }

    /** Each entry changed alike. */
    public Conditioning map(UnaryOperator<Entry> change) {
        return new Conditioning(entries.stream().map(change).toList());
    }

    /**
     * One encoded prompt and where it holds.
     *
     * @param tokens [1, 77 * chunks, width]
     * @param pooled [1, width], of the first chunk
     * @param area the part of the picture it holds for; empty: all of it
     * @param mask how strongly it holds at each place; empty: 1 everywhere
     * @param strength weight against other entries
     * @param start fraction of sampling at which it begins to hold, 0 = noise
     * @param end fraction of sampling after which it no longer holds, 1 = clean
     * @param extra values that plugins attach, by a name that starts with the plugin's id
     */
    public record Entry(
            Tensor tokens,
            Optional<Tensor> pooled,
            Optional<Area> area,
            Optional<AreaMask> mask,
            double strength,
            double start,
            double end,
            Map<String, Object> extra) {
        public Entry {
            extra = Map.copyOf(extra);
        }

        public Entry(Tensor tokens, Optional<Tensor> pooled) {
            this(tokens, pooled, Optional.empty(), Optional.empty(), 1, 0, 1, Map.of());
        }

        public Entry withTokens(Tensor changed, Optional<Tensor> changedPooled) {
            return new Entry(changed, changedPooled, area, mask, strength, start, end, extra);
        }

        public Entry withArea(Area changed) {
            return new Entry(tokens, pooled, Optional.of(changed), mask, strength, start, end, extra);
        }

        public Entry withMask(AreaMask changed) {
            return new Entry(tokens, pooled, area, Optional.of(changed), strength, start, end, extra);
        }

        public Entry withStrength(double changed) {
            return new Entry(tokens, pooled, area, mask, changed, start, end, extra);
        }

        public Entry withRange(double from, double to) {
            return new Entry(tokens, pooled, area, mask, strength, from, to, extra);
        }
    }

    /** A rectangle, in latent cells or as fractions of the latent's size. */
    public record Area(double height, double width, double y, double x, Unit unit) {
        /** What the numbers count. */
        public enum Unit {
            CELLS,
            FRACTION
        }
    }

    /**
     * @param boundsOnly compute only inside the mask's bounding box
     */
    public record AreaMask(Mask mask, double strength, boolean boundsOnly) {}
}

package io.darkroom.diffusion.noise;

import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A Brownian path over an interval of time, fixed by its seed alone: the same in whatever steps and order it is asked for.
 *
 * <p>The path is halved again and again (a Brownian bridge: Lévy's construction) until the asked times are reached, to
 * 1e-6. The numbers are those of torchsde 0.2.6's {@code BrownianTree} (Li et al. 2020, arXiv 2001.01328), arithmetic in
 * float32 included. Not thread-safe: one owner.
 */
final class BrownianTree {
    private static final int POOL = 24; // torchsde's default pool_size
    private static final int DIGITS = 6; // torchsde's default tol of 1e-6
    private static final int CACHED = 48; // more than one descent to 1e-6 below 4518.76 (33 levels)

    private final long seed;
    private final Shape shape;
    private final LongFunction<NormalGenerator> generators;
    private final Node root;
    private final Tensor whole;
    private final Map<Node, Tensor> leftIncrements = new LinkedHashMap<>(CACHED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Node, Tensor> eldest) {
            return size() > CACHED;
        }
    };

    /**
     * @param seed unsigned 64 bits
     * @param start the first time of the path; before {@code end}
     * @param generators makes the stream of normals for a seed
     */
    BrownianTree(long seed, double start, double end, Shape shape, LongFunction<NormalGenerator> generators) {
        this.seed = seed;
        this.shape = shape;
        this.generators = generators;
        this.root = new Node(0, 0, rounded(start), rounded(end));
        long[] seeds = SeedSequence.of(seed, POOL).generate(1);
        this.whole = randn(seeds[0]).times((float) Math.sqrt(end - start));
    }

    /** How far the path moves from one time to a later one; times outside its interval count as the nearest end. */
    Tensor increment(double from, double to) {
        double a = rounded(Math.min(Math.max(from, root.start), root.end));
        double b = rounded(Math.min(Math.max(to, root.start), root.end));
        Tensor nothing = Tensor.zeros(shape);
        return a < b ? add(nothing, root, whole, a, b) : nothing;
    }

    /**
     * Adds the increments of the largest nodes within [a, b], in the order of time as the reference does. Times and nodes
     * lie on the same grid of 1e-6, so the descent ends at the latest with a node one grid step wide.
     */
    private Tensor add(Tensor sum, Node node, Tensor increment, double a, double b) {
        if (a <= node.start && node.end <= b) {
            return sum.plus(increment);
        }
        Tensor left = left(node, increment);
        Tensor withLeft = a < node.middle() ? add(sum, node.left(), left, a, b) : sum;
        return node.middle() < b ? add(withLeft, node.right(), increment.minus(left), a, b) : withLeft;
    }

    /** The increment over a node's first half, given the one over the node: a Brownian bridge. */
    private Tensor left(Node node, Tensor increment) {
        Tensor known = leftIncrements.get(node);
        if (known != null) {
            return known;
        }
        double before = node.middle() - node.start;
        double after = node.end - node.middle();
        double perLength = 1 / (node.end - node.start);
        float share = (float) before;
        float scale = (float) perLength;
        float deviation = (float) Math.sqrt(before * after * perLength);
        long[] seeds = SeedSequence.of(seed, POOL, node.key, node.depth).generate(1);
        Tensor left = increment.zip(randn(seeds[0]), (w, n) -> share * w * scale + deviation * n);
        leftIncrements.put(node, left);
        return left;
    }

    private Tensor randn(long nodeSeed) {
        return generators.apply(nodeSeed).randn(shape);
    }

    /** As Python's round(): to the nearest decimal of the exact binary value. */
    private static double rounded(double time) {
        return new BigDecimal(time).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
    }

    /**
     * One interval of the halving.
     *
     * @param key its place in its row, from the left
     * @param depth its row; the whole interval is row 0
     */
    private record Node(long key, int depth, double start, double end) {
        double middle() {
            return rounded(0.5 * (end + start));
        }

        Node left() {
            return new Node(2 * key, depth + 1, start, middle());
        }

        Node right() {
            return new Node(2 * key + 1, depth + 1, middle(), end);
        }
    }
}

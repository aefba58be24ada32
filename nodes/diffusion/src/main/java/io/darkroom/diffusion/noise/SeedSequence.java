package io.darkroom.diffusion.noise;

import java.util.Arrays;

/**
 * Spreads a seed and the place of a node in a tree over many independent 32-bit seeds, as NumPy's {@code SeedSequence} does
 * (after O'Neill 2015, "Developing a seed_seq alternative", pcg-random.org). torchsde takes the seeds of its Brownian
 * trees from it.
 */
final class SeedSequence {
    private static final int INIT_A = 0x43b0d7e5;
    private static final int MULT_A = 0x931e8875;
    private static final int INIT_B = 0x8b51f9dd;
    private static final int MULT_B = 0x58f38ded;
    private static final int MIX_L = 0xca01f9dd;
    private static final int MIX_R = 0x4973f715;

    private final int[] pool;
    private int hash = INIT_A;

    private SeedSequence(int[] entropy, int poolSize) {
        pool = new int[poolSize];
        for (int i = 0; i < poolSize; i++) {
            pool[i] = hashed(i < entropy.length ? entropy[i] : 0);
        }
        for (int from = 0; from < poolSize; from++) {
            for (int to = 0; to < poolSize; to++) {
                if (from != to) {
                    pool[to] = mixed(pool[to], hashed(pool[from]));
                }
            }
        }
        for (int from = poolSize; from < entropy.length; from++) {
            for (int to = 0; to < poolSize; to++) {
                pool[to] = mixed(pool[to], hashed(entropy[from]));
            }
        }
    }

    /**
     * @param seed unsigned 64 bits
     * @param poolSize how many 32-bit words are mixed; at least 2
     * @param spawnKey where in the tree, unsigned; no numbers: the seed alone
     */
    static SeedSequence of(long seed, int poolSize, long... spawnKey) {
        // The seed is padded to the pool before a spawn key follows, so that no key can pass for more seed.
        int[] entropy = new int[poolSize + 2 * spawnKey.length];
        entropy[0] = (int) seed;
        entropy[1] = (int) (seed >>> 32);
        int at = poolSize;
        for (long key : spawnKey) {
            entropy[at++] = (int) key;
            if (key >>> 32 != 0) {
                entropy[at++] = (int) (key >>> 32);
            }
        }
        return new SeedSequence(Arrays.copyOf(entropy, at), poolSize);
    }

    /** The first seeds, each unsigned 32 bits. */
    long[] generate(int count) {
        long[] state = new long[count];
        int constant = INIT_B;
        for (int i = 0; i < count; i++) {
            int value = pool[i % pool.length] ^ constant;
            constant *= MULT_B;
            value *= constant;
            state[i] = Integer.toUnsignedLong(value ^ (value >>> 16));
        }
        return state;
    }

    private int hashed(int value) {
        int mixed = value ^ hash;
        hash *= MULT_A;
        mixed *= hash;
        return mixed ^ (mixed >>> 16);
    }

    private static int mixed(int x, int y) {
        int value = MIX_L * x - MIX_R * y;
        return value ^ (value >>> 16);
    }
}

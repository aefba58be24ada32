package io.darkroom.server.sweep;

/**
 * How large a sweep may be.
 *
 * @param cells how many combinations
 * @param sheetPixels how large the sheet may be; its pictures are made smaller to fit
 */
record SweepLimits(int cells, long sheetPixels) {
    /** 400 cells: more than a sheet can show. 40 million pixels: 120 MB while it is drawn. */
    static SweepLimits standard() {
        return new SweepLimits(400, 40_000_000);
    }
}

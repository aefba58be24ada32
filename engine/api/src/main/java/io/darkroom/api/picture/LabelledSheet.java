package io.darkroom.api.picture;

import io.darkroom.api.type.Image;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A page that compares pictures: a grid with a name for each row and column, and several such grids below each other where a
 * third thing differs. Immutable; safe for concurrent use.
 *
 * @param title above all; may be empty
 * @param columns what differs from left to right
 * @param rows what differs from top to bottom
 * @param pages what differs from grid to grid
 * @param cells grid by grid, row by row
 */
public record LabelledSheet(String title, Axis columns, Axis rows, Axis pages, List<Cell> cells, Look look) {
    /**
     * @throws IllegalArgumentException if the number of cells is not that of pages times rows times columns
     */
    public LabelledSheet {
        cells = List.copyOf(cells);
        long places = (long) columns.size() * rows.size() * pages.size();
        if (cells.size() != places) {
            throw new IllegalArgumentException("A sheet of " + columns.size() + " columns, " + rows.size()
                    + " rows and " + pages.size() + " pages has " + places + " cells, but " + cells.size()
                    + " were given; fill the gaps with Cell.missing.");
        }
    }

    /**
     * The sheet as pixels of eight bits, without alpha.
     *
     * @throws IllegalArgumentException if it would be larger than {@link Look#maxPixels}
     * @throws IllegalStateException if this machine has no font to write the labels with
     */
    public BufferedImage draw() {
        return new SheetPainter(this).paint();
    }

    /** The sheet as one image of three channels, 0 to 1; throws as {@link #draw} does. */
    public Image image() {
        return Pixels.image(draw());
    }

    Cell cell(int page, int row, int column) {
        return cells.get((page * rows.size() + row) * columns.size() + column);
    }

    /**
     * One thing that differs.
     *
     * @param name what it is, such as {@code cfg}; may be empty
     * @param labels its values in the order in which they are shown, at least one; a long one is wrapped, then shortened
     */
    public record Axis(String name, List<String> labels) {
        /** Nothing differs. */
        public static final Axis NONE = new Axis("", List.of(""));

        public Axis {
            labels = List.copyOf(labels);
            if (labels.isEmpty()) {
                throw new IllegalArgumentException(
                        "Axis \"" + name + "\" has no labels; give at least one, or use Axis.NONE.");
            }
        }

        public int size() {
            return labels.size();
        }

        boolean silent() {
            return name.isBlank() && labels.stream().allMatch(String::isBlank);
        }
    }

    /**
     * How a sheet looks.
     *
     * @param cellSide the longest side of a cell in pixels; larger pictures are made smaller, smaller ones stay
     * @param maxPixels the largest sheet: 100 million pixels take about 1.5 GB while an {@link Image} is made of them
     */
    public record Look(Theme theme, int cellSide, long maxPixels) {
        public Look {
            if (cellSide < 1 || maxPixels < 1) {
                throw new IllegalArgumentException(
                        "cellSide is " + cellSide + " and maxPixels " + maxPixels + "; both must be at least 1.");
            }
        }

        /** Light, cells up to 1024 pixels, 100 million pixels at most. */
        public static Look standard() {
            return new Look(Theme.LIGHT, 1024, 100_000_000L);
        }

        public Look withTheme(Theme changed) {
            return new Look(changed, cellSide, maxPixels);
        }

        public Look withCellSide(int changed) {
            return new Look(theme, changed, maxPixels);
        }

        public Look withMaxPixels(long changed) {
            return new Look(theme, cellSide, changed);
        }
    }

    /** The paper. */
    public enum Theme {
        LIGHT,
        DARK
    }
}

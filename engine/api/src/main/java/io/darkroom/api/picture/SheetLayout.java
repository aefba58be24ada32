package io.darkroom.api.picture;

import io.darkroom.api.picture.LabelledSheet.Axis;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where everything lies, in pixels. Sizes of letters and gaps follow the size of the cells, so that a sheet of small pictures
 * and one of large ones look alike.
 */
final class SheetLayout {
    private static final int EMPTY_SIDE = 256; // of a cell where no picture came at all

    final Lettering titleLetters;
    final Lettering pageLetters;
    final Lettering labelLetters;
    final Lettering nameLetters;
    final int margin;
    final int gap;
    final int[] columnX;
    final int[] columnWidths;
    final int[] rowHeights; // page by page
    final int rowLabelWidth;
    final int width;
    final int height;
    final List<String> title;
    final List<List<String>> columnLabels;
    final List<List<String>> rowLabels;
    final List<PagePlace> pages = new ArrayList<>();

    /**
     * Where one grid lies.
     *
     * @param label its lines above it
     * @param namesY where the line of the axes' names begins
     * @param labelsY where the labels of the columns begin
     * @param rowY where each row begins
     */
    record PagePlace(List<String> label, int top, int namesY, int labelsY, List<Integer> rowY) {}

    SheetLayout(LabelledSheet sheet) {
        int columns = sheet.columns().size();
        int rows = sheet.rows().size();
        columnWidths = new int[columns];
        rowHeights = new int[rows * sheet.pages().size()];
        measureCells(sheet);

        int typical = Arrays.stream(columnWidths).max().orElse(EMPTY_SIDE);
        float base = Math.min(40, Math.max(13, typical / 22f)); // a label's letters: readable beside small pictures too
        labelLetters = Lettering.of(Font.BOLD, base);
        nameLetters = Lettering.of(Font.PLAIN, 0.85f * base);
        pageLetters = Lettering.of(Font.BOLD, 1.2f * base);
        titleLetters = Lettering.of(Font.BOLD, 1.5f * base);
        margin = Math.round(1.6f * base);
        gap = Math.max(4, Math.round(0.45f * base));

        rowLabelWidth = sheet.rows().silent() ? 0 : rowLabelWidth(sheet.rows(), Math.max(11 * base, 0.6f * typical));
        int left = margin + (rowLabelWidth == 0 ? 0 : rowLabelWidth + Math.round(0.8f * base));
        columnX = new int[columns];
        int x = left;
        for (int c = 0; c < columns; c++) {
            columnX[c] = x;
            x += columnWidths[c] + gap;
        }
        int right = x - gap;
        float wordsWidth = Math.max(widest(sheet.pages(), pageLetters), titleLetters.width(sheet.title()));
        width = Math.max(right, margin + Math.round(Math.min(wordsWidth, 26 * base)) + 1) + margin;

        title = titleLetters.wrap(sheet.title(), width - 2 * margin, 3);
        columnLabels = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            columnLabels.add(labelLetters.wrap(sheet.columns().labels().get(c), columnWidths[c], 4));
        }
        rowLabels = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            rowLabels.add(labelLetters.wrap(sheet.rows().labels().get(r), rowLabelWidth, linesBeside(r, rows)));
        }
        height = placePages(sheet, base) + margin;
    }

    private void measureCells(LabelledSheet sheet) {
        int rows = sheet.rows().size();
        for (int p = 0; p < sheet.pages().size(); p++) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columnWidths.length; c++) {
                    if (sheet.cell(p, r, c) instanceof Cell.Picture picture) {
                        double scale = scale(picture, sheet.look().cellSide());
                        columnWidths[c] = Math.max(columnWidths[c], scaled(picture.width(), scale));
                        rowHeights[p * rows + r] = Math.max(rowHeights[p * rows + r], scaled(picture.height(), scale));
                    }
                }
            }
        }
        fillGaps(columnWidths);
        fillGaps(rowHeights);
    }

    /** Where a row or column has no picture, the space of the largest other one is kept for it. */
    private static void fillGaps(int[] sizes) {
        int largest = Arrays.stream(sizes).max().orElse(0);
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == 0) {
                sizes[i] = largest == 0 ? EMPTY_SIDE : largest;
            }
        }
    }

    private int rowLabelWidth(Axis rows, float most) {
        float wanted = Math.max(widest(rows, labelLetters), nameLetters.width(rows.name()));
        return (int) Math.ceil(Math.min(most, wanted)) + 1;
    }

    /** As many lines as the smallest cell of the row is high. */
    private int linesBeside(int row, int rows) {
        int least = Integer.MAX_VALUE;
        for (int at = row; at < rowHeights.length; at += rows) {
            least = Math.min(least, rowHeights[at]);
        }
        return Math.max(1, Math.min(6, (int) (least / labelLetters.lineHeight())));
    }

    private int placePages(LabelledSheet sheet, float base) {
        float y = margin;
        if (!title.isEmpty()) {
            y += titleLetters.height(title.size()) + 0.7f * base;
        }
        boolean named =
                !sheet.columns().name().isBlank() || !sheet.rows().name().isBlank();
        int lines = labelLines();
        int rows = sheet.rows().size();
        for (int p = 0; p < sheet.pages().size(); p++) {
            y += p == 0 ? 0 : 2f * base;
            int top = Math.round(y);
            List<String> label = pageLetters.wrap(pageLabel(sheet.pages(), p), width - 2 * margin, 2);
            y += label.isEmpty() ? 0 : pageLetters.height(label.size()) + 0.4f * base;
            int namesY = Math.round(y);
            y += named ? nameLetters.height(1) + 0.25f * base : 0;
            int labelsY = Math.round(y);
            y += lines == 0 ? 0 : labelLetters.height(lines) + 0.3f * base;
            List<Integer> rowY = new ArrayList<>();
            for (int r = 0; r < rows; r++) {
                rowY.add(Math.round(y));
                y += rowHeights[p * rows + r] + gap;
            }
            y -= gap;
            pages.add(new PagePlace(label, top, namesY, labelsY, rowY));
        }
        return Math.round(y);
    }

    /** How many lines the longest label of a column has. */
    int labelLines() {
        return columnLabels.stream().mapToInt(List::size).max().orElse(0);
    }

    static String pageLabel(Axis pages, int page) {
        String label = pages.labels().get(page);
        return pages.name().isBlank() ? label : pages.name() + "  " + label;
    }

    static double scale(Cell.Picture picture, int cellSide) {
        return Math.min(1, (double) cellSide / Math.max(picture.width(), picture.height()));
    }

    static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }

    private static float widest(Axis axis, Lettering letters) {
        float widest = 0;
        for (int i = 0; i < axis.size(); i++) {
            widest = Math.max(widest, letters.width(axis.labels().get(i)));
        }
        return widest;
    }
}

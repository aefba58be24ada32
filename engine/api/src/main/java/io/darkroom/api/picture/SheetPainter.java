package io.darkroom.api.picture;

import io.darkroom.api.picture.LabelledSheet.Theme;
import io.darkroom.api.picture.SheetLayout.PagePlace;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws one sheet. Used once, by one thread. */
final class SheetPainter {
    private final LabelledSheet sheet;
    private final SheetLayout layout;
    private final Ink ink;

    private record Ink(Color paper, Color text, Color quiet, Color line, Color hollow) {
        static Ink of(Theme theme) {
            return switch (theme) {
                case LIGHT ->
                    new Ink(
                            new Color(0xFAFAF8),
                            new Color(0x1B1B1F),
                            new Color(0x6A6A72),
                            new Color(0xD4D4D0),
                            new Color(0xEFEFEC));
                case DARK ->
                    new Ink(
                            new Color(0x161618),
                            new Color(0xECECEE),
                            new Color(0x9B9BA4),
                            new Color(0x3A3A40),
                            new Color(0x212125));
            };
        }
    }

    /** The width that a text has, and where its first line begins. */
    private record Band(float x, float top, float width) {}

    /** How a text lies in its band. */
    private enum Lie {
        LEFT,
        CENTRE,
        RIGHT
    }

    /** Writes in one size and colour. */
    private record Hand(Graphics2D graphics, Lettering letters, Color color) {
        void write(List<String> lines, Band band, Lie lie) {
            graphics.setFont(letters.font());
            graphics.setColor(color);
            float y = band.top() + letters.ascent();
            for (String line : lines) {
                float free = band.width() - letters.width(line);
                float indent = switch (lie) {
                    case LEFT -> 0;
                    case CENTRE -> free / 2;
                    case RIGHT -> free;
                };
                graphics.drawString(line, band.x() + indent, y);
                y += letters.lineHeight();
            }
        }
    }

    SheetPainter(LabelledSheet sheet) {
        this.sheet = sheet;
        this.layout = new SheetLayout(sheet);
        this.ink = Ink.of(sheet.look().theme());
        long pixels = (long) layout.width * layout.height;
        if (pixels > sheet.look().maxPixels()) {
            throw new IllegalArgumentException("The sheet of " + sheet.cells().size() + " pictures would be "
                    + layout.width + " x " + layout.height + " pixels; limit "
                    + sheet.look().maxPixels() + " pixels (maxPixels). Make the cells smaller than "
                    + sheet.look().cellSide() + " pixels (cellSide), or compare fewer values.");
        }
    }

    BufferedImage paint() {
        BufferedImage page = new BufferedImage(layout.width, layout.height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = page.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setColor(ink.paper());
            graphics.fillRect(0, 0, layout.width, layout.height);
            Hand title = new Hand(graphics, layout.titleLetters, ink.text());
            title.write(layout.title, acrossThePage(layout.margin), Lie.LEFT);
            for (int p = 0; p < layout.pages.size(); p++) {
                PagePlace place = layout.pages.get(p);
                divide(graphics, p, place);
                nameAxes(graphics, place);
                fill(graphics, p, place);
            }
        } finally {
            graphics.dispose();
        }
        return page;
    }

    private Band acrossThePage(int top) {
        return new Band(layout.margin, top, layout.width - 2 * layout.margin);
    }

    private void divide(Graphics2D graphics, int page, PagePlace place) {
        if (page > 0) {
            graphics.setColor(ink.line());
            graphics.fillRect(
                    layout.margin,
                    place.top() - Math.round(0.65f * layout.margin),
                    layout.width - 2 * layout.margin,
                    1);
        }
        Hand hand = new Hand(graphics, layout.pageLetters, ink.text());
        hand.write(place.label(), acrossThePage(place.top()), Lie.LEFT);
    }

    private void nameAxes(Graphics2D graphics, PagePlace place) {
        int left = layout.columnX[0];
        int last = layout.columnX.length - 1;
        int across = layout.columnX[last] + layout.columnWidths[last] - left;
        Lettering names = layout.nameLetters;
        Hand quiet = new Hand(graphics, names, ink.quiet());
        quiet.write(names.wrap(sheet.columns().name(), across, 1), new Band(left, place.namesY(), across), Lie.CENTRE);
        quiet.write(
                names.wrap(sheet.rows().name(), layout.rowLabelWidth, 1),
                new Band(layout.margin, place.namesY(), layout.rowLabelWidth),
                Lie.RIGHT);
        Hand hand = new Hand(graphics, layout.labelLetters, ink.text());
        for (int c = 0; c <= last; c++) {
            List<String> label = layout.columnLabels.get(c);
            float top = place.labelsY() + layout.labelLetters.height(layout.labelLines() - label.size());
            hand.write(label, new Band(layout.columnX[c], top, layout.columnWidths[c]), Lie.CENTRE);
        }
    }

    private void fill(Graphics2D graphics, int page, PagePlace place) {
        Hand hand = new Hand(graphics, layout.labelLetters, ink.text());
        int rows = sheet.rows().size();
        for (int r = 0; r < rows; r++) {
            int top = place.rowY().get(r);
            int height = layout.rowHeights[page * rows + r];
            List<String> label = layout.rowLabels.get(r);
            float y = top + (height - layout.labelLetters.height(label.size())) / 2;
            hand.write(label, new Band(layout.margin, y, layout.rowLabelWidth), Lie.RIGHT);
            for (int c = 0; c < layout.columnX.length; c++) {
                Rectangle space = new Rectangle(layout.columnX[c], top, layout.columnWidths[c], height);
                Cell cell = sheet.cell(page, r, c);
                if (cell instanceof Cell.Picture picture) {
                    show(graphics, picture, space);
                } else if (cell instanceof Cell.Missing missing) {
                    leaveEmpty(graphics, missing, space);
                }
            }
        }
    }

    private void show(Graphics2D graphics, Cell.Picture picture, Rectangle space) {
        double scale = SheetLayout.scale(picture, sheet.look().cellSide());
        int width = SheetLayout.scaled(picture.width(), scale);
        int height = SheetLayout.scaled(picture.height(), scale);
        BufferedImage pixels = Pixels.shrink(picture.pixels().get(), width, height);
        int x = (int) Math.round(space.x + (space.width - width) / 2.0);
        int y = (int) Math.round(space.y + (space.height - height) / 2.0);
        graphics.drawImage(pixels, x, y, null);
    }

    private void leaveEmpty(Graphics2D graphics, Cell.Missing missing, Rectangle space) {
        graphics.setColor(ink.hollow());
        graphics.fill(space);
        float dash = Math.max(3, layout.gap / 2f);
        graphics.setColor(ink.line());
        graphics.setStroke(new BasicStroke(
                Math.max(1, layout.gap / 8f), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {dash}, 0));
        graphics.draw(new Rectangle2D.Double(space.x + 0.5, space.y + 0.5, space.width - 1, space.height - 1));
        float inset = layout.gap;
        float width = space.width - 2 * inset;
        Lettering letters = layout.nameLetters;
        if (width < 4 * letters.lineHeight()) { // a narrow cell: smaller letters rather than half a word
            letters = Lettering.of(Font.PLAIN, 10);
        }
        int lines = (int) ((space.height - inset) / letters.lineHeight());
        if (width > 0 && lines > 0) {
            List<String> why = letters.wrap(missing.why(), width, Math.min(lines, 6));
            float y = space.y + (space.height - letters.height(why.size())) / 2;
            new Hand(graphics, letters, ink.quiet()).write(why, new Band(space.x + inset, y, width), Lie.CENTRE);
        }
    }
}

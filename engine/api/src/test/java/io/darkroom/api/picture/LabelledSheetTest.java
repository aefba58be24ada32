package io.darkroom.api.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.darkroom.api.picture.LabelledSheet.Axis;
import io.darkroom.api.picture.LabelledSheet.Look;
import io.darkroom.api.picture.LabelledSheet.Theme;
import io.darkroom.api.tensor.Shape;
import io.darkroom.api.tensor.Tensor;
import io.darkroom.api.type.Image;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledSheetTest {
    private static final int RED = 0xFFCC2211;
    private static final int GREEN = 0xFF11BB22;
    private static final int BLUE = 0xFF1122DD;
    private static final Axis CFG = new Axis("cfg", List.of("4", "7"));

    @Test
    void picturesLieInTheirRowsAndColumns() {
        List<Cell> cells = List.of(plain(64, 64, RED), plain(64, 64, GREEN), plain(64, 64, BLUE), plain(64, 64, RED));

        BufferedImage sheet =
                sheet(CFG, new Axis("rescale", List.of("0", "0.7")), cells).draw();

        Rectangle green = where(sheet, GREEN);
        Rectangle blue = where(sheet, BLUE);
        assertThat(green.getSize()).isEqualTo(new Dimension(64, 64));
        assertThat(blue.getSize()).isEqualTo(new Dimension(64, 64));
        assertThat(green.x).isGreaterThan(blue.x + 64);
        assertThat(blue.y).isGreaterThan(green.y + 64);
        assertThat(sheet.getRGB(blue.x, green.y)).isEqualTo(RED);
    }

    @Test
    void cellsOfDifferentSizesAreCentredInTheSpaceOfTheLargest() {
        List<Cell> cells = List.of(plain(120, 40, RED), plain(40, 120, GREEN));

        BufferedImage sheet = sheet(Axis.NONE, CFG, cells).draw();

        Rectangle wide = where(sheet, RED);
        Rectangle tall = where(sheet, GREEN);
        assertThat(tall.getCenterX()).isCloseTo(wide.getCenterX(), within(1.0));
        assertThat(tall.y).isGreaterThan(wide.y + 40);
    }

    @Test
    void aLargePictureIsMadeSmallerAndKeepsItsShape() {
        LabelledSheet sheet = sheet(CFG, Axis.NONE, List.of(plain(900, 300, RED), plain(50, 50, GREEN)));

        BufferedImage drawn = with(sheet, Look.standard().withCellSide(200)).draw();

        assertThat(where(drawn, RED).getSize()).isEqualTo(new Dimension(200, 67));
        assertThat(where(drawn, GREEN).getSize()).isEqualTo(new Dimension(50, 50));
    }

    @Test
    void aMissingPictureKeepsItsPlaceAndSaysWhy() {
        List<Cell> named = List.of(plain(128, 128, RED), Cell.missing("cancelled"));
        List<Cell> nameless = List.of(plain(128, 128, RED), Cell.missing(""));

        BufferedImage sheet = sheet(CFG, Axis.NONE, named).draw();
        BufferedImage wordless = sheet(CFG, Axis.NONE, nameless).draw();

        Rectangle red = where(sheet, RED);
        Rectangle empty = new Rectangle(red.x + 128, red.y, sheet.getWidth() - red.x - 128, 128);
        assertThat(sheet.getWidth()).isGreaterThan(red.x + 2 * 128);
        assertThat(differences(sheet, wordless, empty)).isGreaterThan(30);
    }

    @Test
    void aSheetOfMissingPicturesIsASheet() {
        BufferedImage sheet = sheet(CFG, Axis.NONE, List.of(Cell.missing("failed"), Cell.missing("failed")))
                .draw();

        assertThat(sheet.getWidth()).isGreaterThan(500);
    }

    @Test
    void eachPageShowsItsOwnPictures() {
        List<Cell> cells = List.of(plain(80, 80, RED), plain(80, 80, RED), plain(80, 80, GREEN), plain(80, 80, GREEN));
        Axis scheduler = new Axis("scheduler", List.of("karras", "normal"));

        BufferedImage sheet = new LabelledSheet("", CFG, Axis.NONE, scheduler, cells, Look.standard()).draw();

        assertThat(where(sheet, GREEN).y).isGreaterThan(where(sheet, RED).y + 80);
        assertThat(where(sheet, GREEN).x).isEqualTo(where(sheet, RED).x);
    }

    @Test
    void labelsAreWrittenAboveAndBeside() {
        List<Cell> cells = List.of(plain(200, 200, RED), plain(200, 200, RED));

        BufferedImage labelled = sheet(CFG, Axis.NONE, cells).draw();
        BufferedImage other =
                sheet(new Axis("cfg", List.of("4", "8")), Axis.NONE, cells).draw();

        Rectangle red = where(labelled, RED);
        Rectangle left = new Rectangle(red.x, 0, 200, red.y);
        Rectangle right = new Rectangle(red.x + 200, 0, red.width - 200, red.y);
        assertThat(differences(labelled, other, left)).isZero();
        assertThat(differences(labelled, other, right)).isPositive();
    }

    @Test
    void aHugeLabelIsShortenedRatherThanFillingThePage() {
        String prompt = "a violet castle at dawn, ".repeat(2000);

        BufferedImage sheet = new LabelledSheet(
                        prompt,
                        new Axis(prompt, List.of(prompt, "x".repeat(100_000))),
                        new Axis(prompt, List.of(prompt)),
                        Axis.NONE,
                        List.of(plain(64, 64, RED), plain(64, 64, GREEN)),
                        Look.standard())
                .draw();

        assertThat(sheet.getWidth()).isLessThan(600);
        assertThat(sheet.getHeight()).isLessThan(400);
        assertThat(where(sheet, RED).getSize()).isEqualTo(new Dimension(64, 64));
    }

    @Test
    void theDarkSheetHasLightWordsOnDarkPaper() {
        LabelledSheet light = sheet(CFG, Axis.NONE, List.of(plain(64, 64, RED), plain(64, 64, RED)));

        assertThat(brightness(light.draw())).isGreaterThan(0.9f);
        assertThat(brightness(with(light, Look.standard().withTheme(Theme.DARK)).draw()))
                .isLessThan(0.2f);
    }

    @Test
    void theImageHasThePixelsOfTheDrawing() {
        LabelledSheet sheet =
                sheet(Axis.NONE, Axis.NONE, List.of(Cell.of(new Image(Tensor.filled(Shape.of(2, 8, 8, 3), 1)))));
        BufferedImage drawn = sheet.draw();

        Image image = sheet.image();

        assertThat(image.pixels().shape()).isEqualTo(Shape.of(1, drawn.getHeight(), drawn.getWidth(), 3));
        assertThat(Pixels.bitmap(image).getRGB(3, 3)).isEqualTo(drawn.getRGB(3, 3));
        assertThat(where(drawn, 0xFFFFFFFF).getSize()).isEqualTo(new Dimension(8, 8));
    }

    @Test
    void numbersBeyondTheRangeAreCutAndAlphaShowsThePaper() {
        Tensor pixels = Tensor.of(Shape.of(1, 1, 2, 4), -1, 2, Float.NaN, 1, 0, 0, 0, 0);

        BufferedImage bitmap = Pixels.bitmap(new Image(pixels));

        assertThat(bitmap.getRGB(0, 0)).isEqualTo(0xFF00FF00);
        assertThat(bitmap.getRGB(1, 0)).isZero();
    }

    @Test
    void aSheetBeyondTheLimitSaysHowLargeItWouldBe() {
        LabelledSheet sheet = sheet(CFG, Axis.NONE, List.of(plain(500, 500, RED), plain(500, 500, RED)));

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        with(sheet, Look.standard().withMaxPixels(250_000)).draw())
                .withMessageMatching("The sheet of 2 pictures would be \\d+ x \\d+ pixels; limit 250000 pixels"
                        + " \\(maxPixels\\)\\. Make the cells smaller than 1024 pixels \\(cellSide\\), or compare fewer"
                        + " values\\.");
    }

    @Test
    void aLimitHoldsForAnyNumberOfCells() {
        Axis many = new Axis(
                "seed", IntStream.range(0, 200).mapToObj(Integer::toString).toList());
        List<Cell> cells = new ArrayList<>(Collections.nCopies(40_000, plain(1000, 1000, RED)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sheet(many, many, cells).draw());
    }

    @Test
    void gapsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sheet(CFG, Axis.NONE, List.of(plain(8, 8, RED))))
                .withMessage("A sheet of 2 columns, 1 rows and 1 pages has 2 cells, but 1 were given;"
                        + " fill the gaps with Cell.missing.");
    }

    private static LabelledSheet sheet(Axis columns, Axis rows, List<Cell> cells) {
        return new LabelledSheet("", columns, rows, Axis.NONE, cells, Look.standard());
    }

    private static LabelledSheet with(LabelledSheet sheet, Look look) {
        return new LabelledSheet(sheet.title(), sheet.columns(), sheet.rows(), sheet.pages(), sheet.cells(), look);
    }

    private static Cell plain(int width, int height, int rgb) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(rgb));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return Cell.of(picture);
    }

    /** The smallest rectangle that holds all pixels of a colour. */
    private static Rectangle where(BufferedImage sheet, int rgb) {
        Rectangle found = new Rectangle(-1, -1);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                if (sheet.getRGB(x, y) == rgb) {
                    found.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return found;
    }

    private static int differences(BufferedImage one, BufferedImage other, Rectangle within) {
        int count = 0;
        for (int y = within.y; y < within.y + within.height; y++) {
            for (int x = within.x; x < within.x + within.width; x++) {
                count += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    /** Of the paper: the upper left corner. */
    private static float brightness(BufferedImage sheet) {
        Color paper = new Color(sheet.getRGB(0, 0));
        return Color.RGBtoHSB(paper.getRed(), paper.getGreen(), paper.getBlue(), null)[2];
    }
}

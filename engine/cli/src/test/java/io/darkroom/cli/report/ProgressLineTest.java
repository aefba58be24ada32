package io.darkroom.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter terminal = new StringWriter();
    private final AtomicLong seconds = new AtomicLong();
    private final ProgressLine line = new ProgressLine(new PrintWriter(terminal), () -> seconds.get() * 1_000_000_000L);

    @Test
    void nodeStepAndTimeLeftAreShown() {
        line.begin(9);
        line.spared(2);
        line.node("Sampler");
        seconds.set(10);
        line.progress(1, 20);
        seconds.set(20);
        line.progress(6, 20);

        assertThat(shown()).isEqualTo("[1/7] Sampler [######--------------] 6/20  0:28 left");
    }

    @Test
    void aShorterLineCoversALongerOne() {
        line.begin(2);
        line.node("A node with a long name");
        line.node("Short");

        assertThat(terminal.toString()).endsWith("\r[2/2] Short" + " ".repeat("A node with a long name".length() - 5));
    }

    @Test
    void clearingLeavesAnEmptyLine() {
        line.begin(1);
        line.node("Node");
        line.clear();

        assertThat(terminal.toString()).endsWith("\r" + " ".repeat("[1/1] Node".length()) + "\r");
    }

    @Test
    void aTitleCannotSendControlCharactersToTheTerminal() {
        line.begin(1);
        line.node("evil\u001b[2J\ntitle");

        assertThat(shown()).isEqualTo("[1/1] evil [2J title");
    }

    private String shown() {
        String all = terminal.toString();
        return all.substring(all.lastIndexOf('\r') + 1).stripTrailing();
    }
}

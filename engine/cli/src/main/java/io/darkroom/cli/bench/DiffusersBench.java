package io.darkroom.cli.bench;

import io.darkroom.cli.UserException;
import io.darkroom.format.json.JsonLimits;
import io.darkroom.format.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What diffusers on torch takes for the same networks on the same machine, as its script tells. */
record DiffusersBench(String versions, double step512, double step768, double decode512) {

    static DiffusersBench run(Path python, Path script, int threads) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        python.toString(), script.toString(), "--threads", Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0
                || !(JsonReader.read(script.toString(), said, JsonLimits.standard()) instanceof Map<?, ?> answer)) {
            throw new UserException("\"" + python + " " + script + "\" failed; it needs torch and diffusers.");
        }
        return new DiffusersBench(
                "diffusers " + answer.get("diffusers") + " on torch " + answer.get("torch"),
                number(answer, "step_512"),
                number(answer, "step_768"),
                number(answer, "decode_512"));
    }

    List<Measurement> compare(CheckpointBench.Times ours) {
        return List.of(
                line("a step, 512x512, batch 2", step512, ours.step512(), "ratio 0.95"),
                line("a step, 768x768, batch 2", step768, ours.step768(), "ratio 0.95"),
                line("VAE decode, 512x512", decode512, ours.decode512(), ""));
    }

    private Measurement line(String what, double theirs, double ours, String wanted) {
        String ratio = String.format(Locale.ROOT, "%s; ours takes %.2f of it", Measurement.time(theirs), ours / theirs);
        return new Measurement(versions + ": " + what, ratio, wanted);
    }

    private static double number(Map<?, ?> answer, String name) {
        if (answer.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new UserException("The diffusers script gave no \"" + name + "\".");
    }
}

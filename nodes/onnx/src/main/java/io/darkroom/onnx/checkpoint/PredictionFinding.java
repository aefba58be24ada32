package io.darkroom.onnx.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was found out about how a model sees noise. The two facts are found each on its own: a file may state one and leave the
 * other open.
 *
 * @param zeroSnr whether the schedule is rescaled so that its last step is pure noise (Lin et al. 2023, arXiv 2305.08891)
 */
public record PredictionFinding(Fact<Prediction> prediction, Fact<Boolean> zeroSnr) {

    /**
     * One fact.
     *
     * @param why where it is from, as a sentence
     * @param contradicted what else was found and not believed, as sentences
     */
    public record Fact<T>(T value, String why, List<String> contradicted) {
        public Fact {
            contradicted = List.copyOf(contradicted);
        }
    }

    /**
     * What one place says.
     *
     * @param source the place, to be put before "says that"
     */
    record Evidence(String source, Optional<Prediction> prediction, Optional<Boolean> zeroSnr) {}

    /** Believes the first that says something; a model of which nothing is said is taken as in ComfyUI. */
    static PredictionFinding of(List<Evidence> evidence) {
        return new PredictionFinding(
                decide(evidence, Evidence::prediction, Prediction.EPS, "the prediction type"),
                decide(evidence, Evidence::zeroSnr, false, "zero terminal SNR"));
    }

    private static <T> Fact<T> decide(
            List<Evidence> evidence, Function<Evidence, Optional<T>> question, T otherwise, String about) {
        Optional<Fact<T>> decided = Optional.empty();
        List<String> contradicted = new ArrayList<>();
        for (Evidence place : evidence) {
            Optional<T> answer = question.apply(place);
            if (answer.isEmpty()) {
                continue;
            }
            T value = answer.get();
            String sentence = place.source + " says that " + about + " is " + value + ".";
            if (decided.isEmpty()) {
                decided = Optional.of(new Fact<>(value, sentence, List.of()));
            } else if (!decided.get().value().equals(value)) {
                contradicted.add(sentence);
            }
        }
        return decided.map(fact -> new Fact<>(fact.value(), fact.why(), contradicted))
                .orElseGet(() -> new Fact<>(
                        otherwise, "Nothing says anything of " + about + "; " + otherwise + " is assumed.", List.of()));
    }
}

package io.darkroom.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part of the program may know which; this class path holds all of them. */
class DirectionTest {
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.darkroom");

    @ParameterizedTest
    @CsvSource({
        "api,       ''",
        "engine,    api",
        "format,    api",
        "diffusion, api",
        "onnx,      api",
        "nodes,     api diffusion onnx",
        "queue,     ''",
        "server,    api engine format queue",
        "cli,       api engine format onnx queue server"
    })
    void aPartKnowsOnlyTheOnesBelowIt(String part, String known) {
        String[] packages = Stream.concat(Stream.of(part), Arrays.stream(known.split(" ")))
                .filter(name -> !name.isEmpty())
                .map(name -> "io.darkroom." + name + "..")
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> ours = JavaClass.Predicates.resideInAPackage("io.darkroom..");
        DescribedPredicate<JavaClass> allowed = JavaClass.Predicates.resideInAnyPackage(packages);

        classesOf(part)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.or(DescribedPredicate.not(ours), allowed))
                .because("a " + part + " that knows more cannot be used or tested alone")
                .check(PROGRAM);
    }

    @Test
    void theApiStandsOnNothingButJava() {
        classesOf("api")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.darkroom.api..", "java..", "org.jspecify..")
                .check(PROGRAM);
    }

    @ParameterizedTest
    @CsvSource({
        "org.jgrapht.., engine",
        "ai.onnxruntime.., onnx",
        "picocli.., cli",
        "org.snakeyaml.., cli onnx",
        "org.sqlite.., queue",
        "io.javalin.., server"
    })
    void aLibraryIsKnownToItsOwnPartOnly(String library, String parts) {
        String[] packages = Arrays.stream(parts.split(" "))
                .map(part -> "io.darkroom." + part + "..")
                .toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);

        rule.check(PROGRAM);
    }

    @Test
    void theEngineKnowsNoFileFormatAndNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("io.darkroom.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..", "ai.onnxruntime..", "io.javalin..", "org.pf4j..")
                .check(PROGRAM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "engine", "format", "diffusion", "onnx", "nodes", "queue", "server", "cli"})
    void everyPartIsLookedAt(String part) {
        assertThat(PROGRAM.stream().map(JavaClass::getPackageName))
                .anyMatch(name -> name.startsWith("io.darkroom." + part));
    }

    private static GivenClassesConjunction classesOf(String part) {
        return classes().that().resideInAPackage("io.darkroom." + part + "..");
    }
}

package io.darkroom.onnx.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.darkroom.onnx.fixture.TorchWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnpicklerTest {
    @TempDir
    Path folder;

    private void refuses(byte[] pickle, String fault) {
        Path path = folder.resolve("file.pt");
        TorchWriter.writePickle(path, pickle);
        assertThatThrownBy(() -> TensorFile.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(fault);
    }

    private static byte[] ascii(String pickle) {
        return pickle.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "builtins, exec",
        "__builtin__, getattr",
        "builtins, eval",
        "os, system",
        "nt, system",
        "subprocess, Popen",
        "torch, load",
        "torch.storage, _load_from_bytes",
        "torch.hub, load",
        "numpy, load",
        "pickle, loads",
        "copyreg, _reconstructor",
        "torch._utils, _rebuild_wrapper_subclass",
        "io.darkroom, Main"
    })
    void namesOutsideTheListAreRefusedByName(String module, String name) {
        refuses(ascii("\u0080\u0002c" + module + "\n" + name + "\n)R."), "\"" + module + "." + name + "\"");
    }

    @Test
    void namesFromTheStackAreHeldToTheSameList() {
        refuses(ascii("\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093)R."), "\"os.system\"");
    }

    @Test
    void longNamesAreShownShortened() {
        refuses(ascii("\u0080\u0002c" + "m".repeat(10_000) + "\nn\n."), "m...");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "K                       | ends too early",
                "X\\xff\\xff\\xff\\x7f   | longer than the pickle",
                "X\\xff\\xff\\xff\\xff   | longer than the pickle",
                "B\\xff\\xff\\xff\\x7f   | longer than the pickle",
                "\\x8b\\xff\\xff\\xff\\x7f | a number of 2147483647 bytes",
                "h\\x05.                 | never made",
                "t.                      | takes more than it made",
                ".                       | takes more than it made",
                "]K\\x01s.               | takes more than it made",
                "}K\\x01]s]K\\x01a.      | holds no tensors",
                "K\\x01K\\x01a.          | no list",
                "K\\x01K\\x02K\\x03s.    | no table",
                "}]K\\x01s.              | a key that is no text",
                "}(K\\x01u.              | a key without a value",
                "K\\x01)R.               | calls something that has no name",
                "K\\x01Q.                | names a storage without",
                "\\x80\\x00.             | protocol 0",
                "I1\\n.                  | unknown instruction 0x49",
                "ctorch\\nFloatStorage\\n)R.                  | a storage of its own",
                "ctorch._utils\\n_rebuild_tensor_v2\\n)R.     | without storage, offset",
                "ctorch._utils\\n_rebuild_parameter\\n)R.     | a parameter without a tensor",
                "ccollections\\nOrderedDict\\nK\\x01\\x85R.   | no list",
            })
    void brokenPicklesAreRefusedWithTheirFault(String escaped, String fault) {
        refuses(unescaped(escaped), fault);
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                bytes.write(text.charAt(i));
            } else if (text.charAt(++i) == 'n') {
                bytes.write('\n');
            } else {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void endlessPicklesAreStopped() {
        refuses(ascii("N0".repeat(2_000_000) + "."), "steps");
    }

    @Test
    void tablesThatHoldEachOtherAreWalkedOnce() {
        StringBuilder pickle = new StringBuilder("\u0080\u0002}q\u0000");
        for (int i = 0; i < 100; i++) {
            pickle.append("}q\u0001(");
            for (char key = 'a'; key <= 'z'; key++) {
                pickle.append("U\u0001").append(key).append("h\u0000");
            }
            pickle.append("uq\u0000");
        }

        refuses(ascii(pickle.append('.').toString()), "holds no tensors");
    }

    @Test
    void tablesThatHoldThemselvesAreWalkedOnce() {
        refuses(ascii("\u0080\u0002}q\u0000U\u0001ah\u0000s."), "holds no tensors");
    }

    @Test
    void randomBytesNeverCrash() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String codes = "(0NK}])tRsaeu.hqcQb" + "\u0085\u0086\u0087\u0088\u0089\u0094\u008a\u008c";
        for (int round = 0; round < 300; round++) {
            StringBuilder pickle = new StringBuilder("\u0080\u0002");
            for (int i = 0; i < 60; i++) {
                pickle.append(codes.charAt(random.nextInt(codes.length())));
            }
            Path path = folder.resolve("random.pt");
            TorchWriter.writePickle(path, ascii(pickle.append('.').toString()));
            assertThat(refused(path)).as("seed %d, round %d", seed, round).isTrue();
        }
    }

    private static boolean refused(Path path) {
        try (TensorFile file = TensorFile.open(path)) {
            return !file.tensors().names().isEmpty();
        } catch (UnusableFileException e) {
            return true;
        }
    }

    @Test
    void parametersOfAModuleAreFoundInItsState() {
        Path path = folder.resolve("file.pt");
        String tensor =
                "ctorch._utils\n_rebuild_tensor\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0000tQ"
                        + "K\u0000K\u0000\u0085K\u0001\u0085tR";
        String state = "}U\u000b_parametersccollections\nOrderedDict\n)RU\u0001*" + tensor + "ss";
        TorchWriter.writePickle(
                path,
                ascii("\u0080\u0002}U\u000fstring_to_paramctorch.nn.modules.container\nParameterDict\n)\u0081" + state
                        + "bs."));

        // the tensor is found, and only then its numbers are missed, as this archive has none
        assertThatThrownBy(() -> TensorFile.open(path))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("\"string_to_param.*\" are missing");
    }
}

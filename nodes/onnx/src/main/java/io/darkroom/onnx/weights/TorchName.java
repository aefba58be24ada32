package io.darkroom.onnx.weights;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names mean that a pickle of PyTorch may use. All others are refused: a pickle may name any function of Python. */
enum TorchName {
    TENSOR,
    PARAMETER,
    TABLE,
    SET,
    TUPLE,
    STORAGE,
    OPAQUE;

    private static final Map<String, TorchName> NAMES = Map.ofEntries(
            Map.entry("torch._utils._rebuild_tensor", TENSOR),
            Map.entry("torch._utils._rebuild_tensor_v2", TENSOR),
            Map.entry("torch._utils._rebuild_parameter", PARAMETER),
            Map.entry("torch._utils._rebuild_parameter_with_state", PARAMETER),
            Map.entry("collections.OrderedDict", TABLE),
            Map.entry("torch.Size", TUPLE),
            Map.entry("builtins.set", SET),
            Map.entry("__builtin__.set", SET),
            // scalars in training states, as in the original SD 1 files
            Map.entry("numpy.dtype", OPAQUE),
            Map.entry("numpy.core.multiarray.scalar", OPAQUE),
            Map.entry("numpy._core.multiarray.scalar", OPAQUE),
            Map.entry("_codecs.encode", OPAQUE),
            Map.entry("torch.device", OPAQUE),
            Map.entry("torch.float16", OPAQUE),
            Map.entry("torch.bfloat16", OPAQUE),
            Map.entry("torch.float32", OPAQUE),
            Map.entry("torch.float64", OPAQUE),
            Map.entry("torch.int64", OPAQUE),
            Map.entry("torch.nn.modules.container.ParameterDict", OPAQUE),
            Map.entry("pytorch_lightning.callbacks.ModelCheckpoint", OPAQUE),
            Map.entry("pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint", OPAQUE),
            Map.entry("pytorch_lightning.callbacks.early_stopping.EarlyStopping", OPAQUE),
            Map.entry("pytorch_lightning.utilities.parsing.AttributeDict", OPAQUE),
            Map.entry("lightning.pytorch.callbacks.model_checkpoint.ModelCheckpoint", OPAQUE));

    private static final Set<String> STORAGE_MODULES = Set.of("torch", "torch.cuda");

    private static final Map<String, WeightType> STORAGES = Map.of(
            "FloatStorage", WeightType.FLOAT32,
            "HalfStorage", WeightType.FLOAT16,
            "BFloat16Storage", WeightType.BFLOAT16,
            "DoubleStorage", WeightType.FLOAT64,
            "LongStorage", WeightType.INT64,
            "IntStorage", WeightType.INT32,
            "ShortStorage", WeightType.INT16,
            "CharStorage", WeightType.INT8,
            "ByteStorage", WeightType.UINT8,
            "BoolStorage", WeightType.BOOL);

    /** The meaning of a name; empty if it is not allowed. */
    static Optional<TorchName> of(String module, String name) {
        if (storageType(module, name).isPresent()) {
            return Optional.of(STORAGE);
        }
        return Optional.ofNullable(NAMES.get(module + "." + name));
    }

    /** How the numbers of a storage class are encoded. */
    static Optional<WeightType> storageType(String module, String name) {
        return STORAGE_MODULES.contains(module) ? Optional.ofNullable(STORAGES.get(name)) : Optional.empty();
    }
}

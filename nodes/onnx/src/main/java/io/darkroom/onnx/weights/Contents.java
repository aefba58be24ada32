package io.darkroom.onnx.weights;

import java.util.Map;

/** What a reader found in a file: tensors and the texts beside them, under the file's own names. */
record Contents(Map<String, StoredTensor> tensors, Map<String, String> metadata) {}

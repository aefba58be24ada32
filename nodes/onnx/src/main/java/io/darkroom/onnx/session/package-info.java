/** Networks on a device: sessions of ONNX Runtime, what fills their weights, who may use the device, and how much stays loaded. */
@NullMarked
package io.darkroom.onnx.session;

import org.jspecify.annotations.NullMarked;

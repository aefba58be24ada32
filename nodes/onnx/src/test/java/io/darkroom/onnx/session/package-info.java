/** How weights reach the device, and what the device is asked. */
@NullMarked
package io.darkroom.onnx.session;

import org.jspecify.annotations.NullMarked;

/** Templates in texts, resolved as the editor does before it sends a workflow, but so that a run can be repeated. */
@NullMarked
package io.darkroom.format.text;

import org.jspecify.annotations.NullMarked;

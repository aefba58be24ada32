/** Picture files: reading them with their orientation and transparency, and writing PNGs that carry their workflow. */
@NullMarked
package io.darkroom.nodes.picture;

import org.jspecify.annotations.NullMarked;

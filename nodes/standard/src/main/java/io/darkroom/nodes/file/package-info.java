/** What loaders know of files before opening them. */
@NullMarked
package io.darkroom.nodes.file;

import org.jspecify.annotations.NullMarked;

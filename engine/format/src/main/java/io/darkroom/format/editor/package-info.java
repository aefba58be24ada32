/** The editor's files, versions 0.4 and 1, and their conversion into workflows that can run. */
@NullMarked
package io.darkroom.format.editor;

import org.jspecify.annotations.NullMarked;

/** The folders a user names by flags and in {@code extra_model_paths.yaml}. */
@NullMarked
package io.darkroom.cli.folder;

import org.jspecify.annotations.NullMarked;

/** The user's folders: which directories are searched for a type of file, and how a name is found in them. */
@NullMarked
package io.darkroom.engine.files;

import org.jspecify.annotations.NullMarked;

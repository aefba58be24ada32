/** What clients ask of the program itself: figures, features, logs, folders, and what packs bring beside nodes. */
@NullMarked
package io.darkroom.server.system;

import org.jspecify.annotations.NullMarked;

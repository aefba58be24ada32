/**
 * The user's files over HTTP: pictures out, uploads in. What keeps a name inside its folder, and a reader from half a file, is
 * here for all routes.
 */
@NullMarked
package io.darkroom.server.file;

import org.jspecify.annotations.NullMarked;

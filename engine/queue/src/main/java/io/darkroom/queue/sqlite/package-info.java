/**
 * Everything that is kept, in one SQLite file: one thread writes, gathering what many ask for into one commit; others read
 * beside it. The file has a lock against a second process, a schema that migrates, and a backup that it is restored from.
 */
@NullMarked
package io.darkroom.queue.sqlite;

import org.jspecify.annotations.NullMarked;

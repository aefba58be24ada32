/** Tests of the SQLite store: the contract of queues, and what befalls files and processes. */
@NullMarked
package io.darkroom.queue.sqlite;

import org.jspecify.annotations.NullMarked;

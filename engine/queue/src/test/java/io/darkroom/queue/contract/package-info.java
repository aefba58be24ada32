/** What every queue must do, whatever holds its jobs: a class of tests to extend. */
@NullMarked
package io.darkroom.queue.contract;

import org.jspecify.annotations.NullMarked;

/**
 * One prompt with several values for some of its inputs: a job for each combination, and a last one that lays their pictures
 * out on a labelled sheet.
 */
@NullMarked
package io.darkroom.server.sweep;

import org.jspecify.annotations.NullMarked;

/** What the user or a script sees of a run: a progress line and sentences, or events as JSON. */
@NullMarked
package io.darkroom.cli.report;

import org.jspecify.annotations.NullMarked;

/** What the command line does to a workflow before it runs: settings by {@code --set}, seeds, repeats. */
@NullMarked
package io.darkroom.cli.workflow;

import org.jspecify.annotations.NullMarked;

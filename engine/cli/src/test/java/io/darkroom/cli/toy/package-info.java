/** Nodes without networks, so that the command line can run workflows in no time. */
@NullMarked
package io.darkroom.cli.toy;

import org.jspecify.annotations.NullMarked;

/** The subcommands, one class each, and the flags that several of them share. */
@NullMarked
package io.darkroom.cli.command;

import org.jspecify.annotations.NullMarked;

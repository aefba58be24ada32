/** Values that a user sets from outside: inputs named by their node's title, id or class, and seeds. */
@NullMarked
package io.darkroom.format.setting;

import org.jspecify.annotations.NullMarked;

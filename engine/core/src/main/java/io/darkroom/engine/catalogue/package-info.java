/** The node types there are: record classes turned into descriptions, kept by id, with the lists their combos offer. */
@NullMarked
package io.darkroom.engine.catalogue;

import org.jspecify.annotations.NullMarked;

/** A workflow as data: nodes by id, each with links and constants. Nothing here runs anything. */
@NullMarked
package io.darkroom.api.workflow;

import org.jspecify.annotations.NullMarked;

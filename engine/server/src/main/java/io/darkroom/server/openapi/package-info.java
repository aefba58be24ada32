/** The server's description of itself: its routes as OpenAPI, its node classes as JSON Schema, and a page with both. */
@NullMarked
package io.darkroom.server.openapi;

import org.jspecify.annotations.NullMarked;

/** Malformed requests of every kind, from one seed: none may end in a 5xx, stop the worker, or lose a prompt. */
@org.jspecify.annotations.NullMarked
package io.darkroom.server.fuzz;

/**
 * Who may come in: names and origins that browsers must show, tokens and sessions, certificates, limits. Everything is refused
 * before a route sees it, and in a sentence.
 */
@NullMarked
package io.darkroom.server.access;

import org.jspecify.annotations.NullMarked;

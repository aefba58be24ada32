/** What a browser shows: the front end, or the page that says how to do without. */
@NullMarked
package io.darkroom.server.page;

import org.jspecify.annotations.NullMarked;

/** How requests are taken and answered: routes, errors, JSON bodies, who asks. */
@NullMarked
package io.darkroom.server.http;

import org.jspecify.annotations.NullMarked;

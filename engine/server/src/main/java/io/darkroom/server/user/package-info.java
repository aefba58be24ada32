/** What the editor keeps on the server for each user: settings, workflows, other files. */
@NullMarked
package io.darkroom.server.user;

import org.jspecify.annotations.NullMarked;

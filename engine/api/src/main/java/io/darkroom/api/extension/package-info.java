/** What a pack of nodes receives and contributes when the catalogue loads it. */
@NullMarked
package io.darkroom.api.extension;

import org.jspecify.annotations.NullMarked;

/** The nodes that sample: noise, schedules, guidance, and the samplers that join them. */
@NullMarked
package io.darkroom.nodes.sample;

import org.jspecify.annotations.NullMarked;

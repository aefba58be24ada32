/** Figures for Prometheus: counted cheaply while things happen, put into its form only when somebody asks. */
@NullMarked
package io.darkroom.server.metrics;

import org.jspecify.annotations.NullMarked;

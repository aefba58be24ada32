package io.darkroom.api.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A whole-number widget, for {@code int} and {@code long} components. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Whole {
    long def() default 0;

    long min() default 0;

    long max() default Integer.MAX_VALUE;

    long step() default 1;
}

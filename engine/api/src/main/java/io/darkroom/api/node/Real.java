package io.darkroom.api.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A real-number widget, for {@code double} components. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Real {
    double def() default 0;

    double min() default 0;

    double max() default 1;

    double step() default 0.01;

    /** What entered values are rounded to; 0: the editor's default, negative: no rounding ({@code "round": false}). */
    double round() default 0;
}

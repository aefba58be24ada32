package io.darkroom.api.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text widget, for {@code String} components. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Text {
    String def() default "";

    boolean multiline() default false;

    /** Whether {@code {a|b}} is drawn before the run. */
    boolean dynamicPrompts() default false;
}

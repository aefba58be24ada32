package io.darkroom.api.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A choice from a list, for {@code String} components. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Choice {
    /** The choices, if they are fixed; the first is the default. */
    String[] value() default {};

    /**
     * Where the choices come from, if they are not fixed: {@code samplers}, {@code schedulers}, {@code files:TYPE} for the
     * files of a model folder, or a name that a pack contributes.
     */
    String from() default "";

    /** The default, if it is not the first. */
    String def() default "";

    /** Whether the editor offers to upload a picture here. */
    boolean upload() default false;
}

package io.darkroom.api.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a node: goes on the class, read once when the catalogue loads. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NodeInfo {
    /** Its id in workflow files, {@code class_type}; never changes once published. */
    String id();

    /** What menus show; empty: the id. */
    String name() default "";

    /** Its menu, sub-menus separated by {@code /}. */
    String category();

    /** One sentence for the user. */
    String about() default "";

    Trait[] traits() default {};
}

package unroll.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a record component means as a configuration key. Its kebab-case name is the key; the
 * reader, the writer, the reference file and the JSON Schema all work from this one place.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** The value of {@link #byDefault()} that says the user must give the key. */
  String REQUIRED = "";

  /** One line for the user: meaning and unit. */
  String doc();

  /** The default as YAML; {@code null} makes the key optional. Without one the key is required. */
  String byDefault() default REQUIRED;

  /** What reference and starter files show in place of the default, as YAML. */
  String example() default "";

  /** Smallest allowed number. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest allowed number. */
  double max() default Double.POSITIVE_INFINITY;

  /** The number must be greater than this. */
  double above() default Double.NEGATIVE_INFINITY;

  /** The number must be less than this. */
  double below() default Double.POSITIVE_INFINITY;

  /** Allowed words of a text; empty: any text. */
  String[] oneOf() default {};
}

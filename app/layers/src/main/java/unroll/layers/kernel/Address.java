package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * An untyped pointer that is moved again and again. A function that takes one counts a pointer's
 * position in bytes, so a pointer to floats would lead it to a wrong place.
 */
final class Address extends Pointer {
  /** Points at the float at a pointer's position. */
  Address at(FloatPointer place) {
    address = place.address() + place.position() * Float.BYTES;
    return this;
  }
}

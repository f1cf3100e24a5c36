package unroll.data.image;

import java.util.Locale;

/** The color of a figure. */
enum Hue {
  RED(0.92f, 0.16f, 0.14f),
  GREEN(0.16f, 0.76f, 0.24f),
  BLUE(0.2f, 0.36f, 0.98f),
  YELLOW(0.98f, 0.88f, 0.16f);

  private final float[] levels;

  Hue(float... levels) {
    this.levels = levels;
  }

  /** How bright it is in a channel: red, green, blue. */
  float level(int channel) {
    return levels[channel];
  }

  /** How a caption says it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package unroll.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import unroll.config.ConfigNode;
import unroll.config.ConfigNode.Kind;
import unroll.config.ConfigNode.Scalar;
import unroll.config.Location;

/** What random values of a key are drawn from. */
sealed interface Distribution {
  /** Of a drawn number, four significant digits: enough to tell values apart, and to be read. */
  MathContext DIGITS = new MathContext(4);

  /**
   * @param place where the key stands, for messages about the value
   */
  ConfigNode draw(Random random, Location place);

  /** Every number between two as likely as any other. */
  record Uniform(double low, double high) implements Distribution {
    @Override
    public ConfigNode draw(Random random, Location place) {
      return decimal(low + (high - low) * random.nextDouble(), low, high, place);
    }
  }

  /** Every order of magnitude between two numbers above 0 as likely as any other. */
  record LogUniform(double low, double high) implements Distribution {
    @Override
    public ConfigNode draw(Random random, Location place) {
      // The strict functions, as those of Math may differ in the last digit between machines.
      double least = StrictMath.log(low);
      double exponent = least + (StrictMath.log(high) - least) * random.nextDouble();
      return decimal(StrictMath.exp(exponent), low, high, place);
    }
  }

  /** Whole numbers, both ends included. */
  record Integers(int low, int high) implements Distribution {
    @Override
    public ConfigNode draw(Random random, Location place) {
      long drawn = low + (long) (random.nextDouble() * ((double) high - low + 1));
      return new Scalar(place, Kind.INTEGER, Long.toString(drawn));
    }
  }

  /** Any of some values. */
  record Choices(List<ConfigNode> values) implements Distribution {
    @Override
    public ConfigNode draw(Random random, Location place) {
      return values.get(random.nextInt(values.size()));
    }
  }

  /** The values of a key, a draw each; more draws begin with the same. */
  static List<ConfigNode> draws(
      Distribution distribution, int count, long seed, String key, Location place) {
    Random random = new Random(mixed(seed, key));
    List<ConfigNode> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(distribution.draw(random, place));
    }
    return drawn;
  }

  /**
   * A seed for each key, so that one more key changes no other's values. The end is the mixing of
   * Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014): {@link Random}
   * begins alike for seeds that are alike.
   */
  private static long mixed(long seed, String key) {
    long hash = seed;
    for (int i = 0; i < key.length(); i++) {
      hash = 31 * hash + key.charAt(i);
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  private static ConfigNode decimal(double value, double low, double high, Location place) {
    double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
    double within = Math.max(low, Math.min(high, rounded));
    return new Scalar(place, Kind.DECIMAL, Double.toString(within));
  }
}

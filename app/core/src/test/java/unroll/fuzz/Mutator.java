package unroll.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages inputs: some by accident, some as an attacker would. */
final class Mutator {
  private static final int LARGEST = 1 << 16;
  private static final Pattern WORD = Pattern.compile("[A-Za-z_.-]+|[0-9]+|\"[^\"]*\"");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.]*");

  private static final long[] SIZES = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    32767,
    65535,
    65536,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1e999999999",
          "-0",
          "NaN",
          ".inf",
          "1e-400",
          "99999999999999999999999",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "0x7fffffff",
          "1_000",
          "٣",
          "1e5",
          "0".repeat(500),
          "9".repeat(3000),
          "1." + "3".repeat(3000));

  private static final List<String> TEXTS =
      List.of(
          "\0",
          "\r",
          "\n",
          "\r\n",
          "\t",
          "\"",
          "'",
          "\\",
          "\\u0000",
          "\\ud800",
          "﻿",
          "‮",
          "한글",
          "\ud83d\ude00",
          "́".repeat(50),
          "Σ".repeat(300),
          "[".repeat(300),
          "{\"a\":".repeat(100),
          "]",
          "}",
          "{}",
          "&a [*a, *a]",
          "*a",
          "!!java.net.URL",
          "!!python/object",
          "<<: *x",
          "../../etc/passwd",
          "/dev/zero",
          "C:\\x",
          "%s%n",
          "${x}",
          "null",
          "true",
          "~",
          ": ",
          "- ",
          "#",
          ",",
          ";",
          "---\n",
          "...\n",
          "? ",
          "| \n",
          "> \n",
          "@class",
          "(",
          ")",
          "a".repeat(999));

  private final Random random;

  Mutator(Random random) {
    this.random = random;
  }

  /** One of the seeds, damaged once or several times. */
  byte[] mutate(List<byte[]> seeds) {
    byte[] input = seeds.get(random.nextInt(seeds.size()));
    int times = 1 + random.nextInt(1 + random.nextInt(8));
    for (int i = 0; i < times; i++) {
      input = once(input, seeds);
      input = input.length > LARGEST ? Arrays.copyOf(input, LARGEST) : input;
    }
    return input;
  }

  private byte[] once(byte[] input, List<byte[]> seeds) {
    return switch (random.nextInt(12)) {
      case 0 -> flip(input);
      case 1 -> Arrays.copyOf(input, random.nextInt(input.length + 1));
      case 2 -> splice(input, seeds.get(random.nextInt(seeds.size())));
      case 3 -> size(input);
      case 4 -> insert(input, choice(TEXTS).getBytes(UTF_8));
      case 5, 6 -> replace(input, NUMBER, choice(NUMBERS));
      case 7 -> replace(input, WORD, choice(TEXTS));
      case 8 -> swap(input);
      case 9 -> repeat(input);
      case 10 -> cut(input);
      default -> noise(input);
    };
  }

  private String choice(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private int place(byte[] input) {
    return random.nextInt(input.length + 1);
  }

  private byte[] flip(byte[] input) {
    byte[] flipped = input.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] splice(byte[] input, byte[] other) {
    int from = place(other);
    return join(Arrays.copyOf(input, place(input)), Arrays.copyOfRange(other, from, other.length));
  }

  /** Puts a size where one may stand. */
  private byte[] size(byte[] input) {
    byte[] changed = input.clone();
    int width = 1 << random.nextInt(4);
    if (changed.length >= width) {
      ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ByteBuffer bytes = ByteBuffer.wrap(changed).order(order);
      int at = random.nextInt(changed.length - width + 1);
      long size = SIZES[random.nextInt(SIZES.length)];
      switch (width) {
        case 1 -> bytes.put(at, (byte) size);
        case 2 -> bytes.putShort(at, (short) size);
        case 4 -> bytes.putInt(at, (int) size);
        default -> bytes.putLong(at, size);
      }
    }
    return changed;
  }

  private byte[] insert(byte[] input, byte[] piece) {
    int at = place(input);
    return join(join(Arrays.copyOf(input, at), piece), Arrays.copyOfRange(input, at, input.length));
  }

  private byte[] replace(byte[] input, Pattern pattern, String by) {
    String text = new String(input, ISO_8859_1);
    List<MatchResult> found = pattern.matcher(text).results().limit(5000).toList();
    if (found.isEmpty()) {
      return insert(input, by.getBytes(UTF_8));
    }
    MatchResult chosen = found.get(random.nextInt(found.size()));
    return join(
        join(Arrays.copyOf(input, chosen.start()), by.getBytes(UTF_8)),
        Arrays.copyOfRange(input, chosen.end(), input.length));
  }

  /** One word in place of another. */
  private byte[] swap(byte[] input) {
    String text = new String(input, ISO_8859_1);
    List<MatchResult> found = WORD.matcher(text).results().limit(5000).toList();
    if (found.isEmpty()) {
      return noise(input);
    }
    MatchResult to = found.get(random.nextInt(found.size()));
    MatchResult from = found.get(random.nextInt(found.size()));
    return (text.substring(0, to.start()) + from.group() + text.substring(to.end()))
        .getBytes(ISO_8859_1);
  }

  private byte[] repeat(byte[] input) {
    int from = place(input);
    int to = Math.min(input.length, from + 1 + random.nextInt(64));
    byte[] piece = Arrays.copyOfRange(input, from, Math.max(from, to));
    int times = 1 + random.nextInt(1 + random.nextInt(1000));
    byte[] all = new byte[piece.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, all, i * piece.length, piece.length);
    }
    return join(
        join(Arrays.copyOf(input, from), all), Arrays.copyOfRange(input, from, input.length));
  }

  private byte[] cut(byte[] input) {
    int from = place(input);
    int to = Math.min(input.length, from + 1 + random.nextInt(64));
    return join(Arrays.copyOf(input, from), Arrays.copyOfRange(input, to, input.length));
  }

  private byte[] noise(byte[] input) {
    byte[] noise = new byte[1 + random.nextInt(16)];
    random.nextBytes(noise);
    return insert(input, noise);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

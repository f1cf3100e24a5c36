package unroll.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import unroll.config.UserException;

/**
 * The entries of a model file from a stranger: their number, names and sizes are checked before one
 * of them is read, and no more is read of one than it claims.
 */
final class ModelArchive implements AutoCloseable {
  static final int MOST_ENTRIES = 64;

  /** What an entry may hold without being a bomb, whatever it was packed into. */
  private static final long SMALL = 1 << 20;

  /** Numbers of trained networks pack to no less than a half. */
  private static final long MOST_RATIO = 50;

  private static final int MOST_DIRECTORY_BYTES = 1 << 16;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  /** What DL4J's ModelSerializer would deserialize as Java objects. */
  private static final Set<String> SERIALIZED = Set.of("normalizer.bin", "preprocessor.bin");

  /** End of central directory record; the archive has no comment behind it. */
  private static final int END_BYTES = 22;

  private static final int END = 0x06054b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR = 0x07064b50;
  private static final int LARGE_END_BYTES = 56;
  private static final int LARGE_END = 0x06064b50;

  private final Path file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  private ModelArchive(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * @throws UserException if it is not a file of checked entries
   */
  static ModelArchive open(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UserException(file + ": missing or unreadable; expected a model");
    }
    try {
      requireSmallDirectory(file);
      return checked(new ModelArchive(file, new ZipFile(file.toFile())));
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UserException(
          file + ": not a model: not an undamaged zip archive (" + e.getMessage() + ")", e);
    }
  }

  private static ModelArchive checked(ModelArchive archive) throws IOException {
    try {
      archive.checkEntries(Files.size(archive.file));
      return archive;
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /** Java reads the whole directory of an archive into memory, however large it is. */
  private static void requireSmallDirectory(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long endAt = bytes.length() - END_BYTES;
      ByteBuffer end = read(bytes, endAt, END_BYTES);
      if (end.getInt(0) != END || end.getShort(20) != 0) {
        throw new ZipException("it does not end as one; truncated?");
      }
      long count = end.getShort(10) & 0xffff;
      long size = end.getInt(12) & 0xffffffffL;
      if (end.getInt(16) == -1 || size == 0xffffffffL || count == 0xffff) {
        ByteBuffer locator = read(bytes, endAt - LOCATOR_BYTES, LOCATOR_BYTES);
        if (locator.getInt(0) == LOCATOR) {
          ByteBuffer large = read(bytes, locator.getLong(8), LARGE_END_BYTES);
          requireSignature(large, LARGE_END);
          count = large.getLong(32);
          size = large.getLong(40);
        }
      }
      if (count < 0 || count > MOST_ENTRIES) {
        throw tooMany(file, count);
      } else if (size < 0 || size > MOST_DIRECTORY_BYTES) {
        throw new UserException(
            "%s: expected a directory of at most %d bytes, found %d"
                .formatted(file, MOST_DIRECTORY_BYTES, size));
      }
    }
  }

  private static void requireSignature(ByteBuffer record, int signature) throws ZipException {
    if (record.getInt(0) != signature) {
      throw new ZipException("its end is damaged");
    }
  }

  private static ByteBuffer read(RandomAccessFile bytes, long position, int count)
      throws IOException {
    if (position < 0 || position > bytes.length() - count) {
      throw new ZipException("it is too short");
    }
    byte[] record = new byte[count];
    bytes.seek(position);
    bytes.readFully(record);
    return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static UserException tooMany(Path file, long count) {
    return new UserException(
        "%s: expected at most %d entries, found %d".formatted(file, MOST_ENTRIES, count));
  }

  private void checkEntries(long fileSize) {
    if (zip.size() > MOST_ENTRIES) {
      throw tooMany(file, zip.size());
    }
    long packed = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!NAME.matcher(name).matches()) {
        throw new UserException(
            "%s: expected entries with plain names, found %s".formatted(file, shown(name)));
      } else if (SERIALIZED.contains(name)) {
        throw flaw(name, "holds a serialized Java object; such entries are never read");
      } else if (entries.put(name, entry) != null) {
        throw flaw(name, "stands twice in the archive");
      }
      requireModestRatio(entry);
      packed += entry.getCompressedSize();
    }
    if (packed > fileSize) {
      throw new UserException(
          "%s: its entries overlap: they take %d of %d bytes".formatted(file, packed, fileSize));
    }
  }

  private void requireModestRatio(ZipEntry entry) {
    long size = entry.getSize();
    long packed = entry.getCompressedSize();
    if (size < 0 || packed < 0) {
      throw flaw(entry.getName(), "expected its size in the archive's directory, found none");
    } else if (size > SMALL && size / MOST_RATIO > packed) {
      throw flaw(
          entry.getName(),
          "%d bytes packed into %d; expected at most %d times as many"
              .formatted(size, packed, MOST_RATIO));
    }
  }

  private static String shown(String name) {
    String start = name.length() > 60 ? name.substring(0, 60) + "..." : name;
    return "\"" + start.replaceAll("[^\\x20-\\x7e]", "?") + "\"";
  }

  Set<String> names() {
    return entries.keySet();
  }

  /** Whether a name can be that of an entry. */
  static boolean isPlain(String name) {
    return NAME.matcher(name).matches() && !SERIALIZED.contains(name);
  }

  long size(String name) {
    return entry(name).getSize();
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new UserException("%s: not a model: it lacks %s".formatted(file, name));
    }
    return entry;
  }

  /** What reads the bytes of an entry. */
  @FunctionalInterface
  interface EntryReader<T> {
    T read(InputStream in) throws IOException;
  }

  /**
   * Reads an entry to its end.
   *
   * @throws UserException if it is not there, longer or shorter than it claims, or damaged
   */
  <T> T read(String name, EntryReader<T> reader) {
    ZipEntry entry = entry(name);
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      T content = reader.read(in);
      if (in.read() >= 0) {
        throw flaw(name, "longer than the %d bytes it claims".formatted(entry.getSize()));
      } else if (sum.getValue() != entry.getCrc()) {
        throw flaw(name, "damaged: its checksum is another");
      }
      return content;
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
      throw new UserException("%s: %s: damaged: %s".formatted(file, name, reason), e);
    }
  }

  /**
   * The bytes of a small entry.
   *
   * @param most more are refused
   */
  byte[] bytes(String name, long most) {
    long size = size(name);
    if (size > most) {
      throw flaw(name, "expected at most %d bytes, found %d".formatted(most, size));
    }
    return read(
        name,
        in -> {
          byte[] bytes = in.readNBytes((int) size);
          if (bytes.length < size) {
            throw flaw(name, "shorter than the %d bytes it claims".formatted(size));
          }
          return bytes;
        });
  }

  /** What a user is told of an entry. */
  UserException flaw(String name, String what) {
    return new UserException("%s: %s: %s".formatted(file, name, what));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.UserException;

class StoredListTest {
  @TempDir private Path folder;

  private static final class Text implements StoredList.Format<String> {
    @Override
    public long size(String text) {
      return text.length();
    }

    @Override
    public byte[] toBytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String fromBytes(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static List<String> texts(int count) {
    Random random = new Random(3);
    return IntStream.range(0, count).mapToObj(i -> "가a\n".repeat(random.nextInt(40)) + i).toList();
  }

  private List<String> list(List<String> texts, long bytes, int partBits) {
    StoredList.Builder<String> builder =
        new StoredList.Builder<>(new Text(), new MemoryShare(bytes, folder), partBits);
    texts.forEach(builder::add);
    return builder.build();
  }

  @Test
  void whatDoesNotFitIntoMemoryIsTheSameListInAFileThatGoesWithTheProcess() throws IOException {
    List<String> texts = texts(1000);
    for (int partBits : new int[] {7, 12, 30}) {
      List<String> stored = list(texts, 500, partBits);
      assertInstanceOf(StoredList.class, stored);
      assertEquals(texts, stored);
      List<Integer> places = new ArrayList<>(IntStream.range(0, 1000).boxed().toList());
      Collections.shuffle(places, new Random(1));
      places.forEach(place -> assertEquals(texts.get(place), stored.get(place)));
      assertThrows(IndexOutOfBoundsException.class, () -> stored.get(1000));
      assertThrows(IndexOutOfBoundsException.class, () -> stored.get(-1));
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whatFitsStaysInMemory() {
    List<String> texts = texts(50);
    long size = texts.stream().mapToLong(String::length).sum();
    List<String> list = list(texts, size, 12);
    assertTrue(!(list instanceof StoredList));
    assertSame(texts.get(7), list.get(7));
    assertInstanceOf(StoredList.class, list(texts, size - 1, 12));
  }

  @Test
  void emptyElementsAndAnEmptyListAreKept() {
    assertEquals(List.of("", "", ""), list(List.of("", "", ""), -1, 12));
    assertEquals(List.of(), list(List.of(), -1, 12));
  }

  @Test
  void aFileInItsWayIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    StoredList.Builder<String> builder =
        new StoredList.Builder<>(new Text(), new MemoryShare(2, file));
    UserException e = assertThrows(UserException.class, () -> builder.add("long"));
    assertTrue(e.getMessage().startsWith(file + ": cannot be written to: "), e.getMessage());
  }

  @Test
  void examplesOfSymbolsAreReadAsTheyWere() {
    Random random = new Random(8);
    StoredList.Builder<SequenceExample> builder =
        new StoredList.Builder<>(new SymbolExampleFormat(), new MemoryShare(1000, folder));
    List<int[]> inputs = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      inputs.add(random.ints(random.nextInt(30), 0, 70_000).toArray());
      labels.add(random.ints(1 + random.nextInt(5), 0, 3).toArray());
      builder.add(new SequenceExample(Symbols.of(inputs.get(i)), Symbols.of(labels.get(i))));
    }
    List<SequenceExample> stored = builder.build();
    assertInstanceOf(StoredList.class, stored);
    for (int i = 0; i < 200; i++) {
      assertEquals(text(inputs.get(i)), text((Symbols) stored.get(i).input()));
      assertEquals(text(labels.get(i)), text((Symbols) stored.get(i).labels()));
    }
  }

  private static List<Integer> text(int... ids) {
    return IntStream.of(ids).boxed().toList();
  }

  private static List<Integer> text(Symbols symbols) {
    return IntStream.range(0, symbols.length()).mapToObj(symbols::at).toList();
  }
}

package unroll.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Run folders one of whose files is damaged: opened, and asked one good question. */
final class RunFamily implements FuzzFamily {
  private final TinyRun run;
  private final String question;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> names;

  RunFamily(TinyRun run, String question) throws IOException {
    this.run = run;
    this.question = question;
    try (Stream<Path> all = Files.list(run.folder())) {
      for (Path file : all.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("model.zip")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    this.names = new ArrayList<>(files.keySet());
  }

  @Override
  public List<byte[]> seeds() {
    return IntStream.range(0, names.size())
        .mapToObj(chosen -> input(chosen, files.get(names.get(chosen))))
        .toList();
  }

  @Override
  public byte[] input(Random random) {
    int chosen = random.nextInt(names.size());
    return input(chosen, new Mutator(random).mutate(List.of(files.get(names.get(chosen)))));
  }

  /** The first byte says which file. */
  private static byte[] input(int chosen, byte[] content) {
    byte[] input = new byte[1 + content.length];
    input[0] = (byte) chosen;
    System.arraycopy(content, 0, input, 1, content.length);
    return input;
  }

  @Override
  public void read(byte[] input) throws IOException {
    String name = names.get(input[0]);
    Path file = run.folder().resolve(name);
    Files.write(file, Arrays.copyOfRange(input, 1, input.length));
    try {
      run.open().answer(question);
    } finally {
      Files.write(file, files.get(name));
    }
  }
}

package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data that the project makes itself: what the programs write, with the traps they promise. */
class MadeDataTest {
  private static final Set<String> NOT_WRITTEN =
      Set.of("Generate.java", "README.md", ".gitattributes");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "weather,weather.txt",
    "nested,''",
    "reviews,''",
    "numbers,''",
    "dates,''",
    "reverse,''",
    "tagged,''",
    "steps,''",
    "pressure,''"
  })
  void everyFileIsWhatItsProgramWrites(String set, String argument) throws Exception {
    Path written = Files.createDirectory(folder.resolve("written"));
    generate(MadeData.file(set), written.resolve(argument));

    Set<String> expected = names(MadeData.file(set));
    expected.removeAll(NOT_WRITTEN);
    assertEquals(expected, names(written));
    for (String name : expected) {
      assertArrayEquals(
          Files.readAllBytes(MadeData.file(set).resolve(name)),
          Files.readAllBytes(written.resolve(name)),
          set + "/" + name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nested", "reviews", "numbers", "dates", "reverse", "tagged", "steps", "pressure"})
  void everySetIsSmallAndSaysWhatItIs(String set) throws IOException {
    long bytes = 0;
    for (String name : names(MadeData.file(set))) {
      bytes += Files.size(MadeData.file(set).resolve(name));
    }
    assertTrue(bytes < 400_000, set + " has " + bytes + " bytes");
    String readme = Files.readString(MadeData.file(set).resolve("README.md"));
    assertTrue(readme.contains("java data/" + set + "/Generate.java data/" + set), readme);
  }

  @Test
  void walkersHaveEveryLineEndAndEveryGait() throws IOException {
    Map<String, Integer> lineEnds = new HashMap<>();
    Set<String> gaits = new TreeSet<>();
    for (int walker = 0; walker < 12; walker++) {
      String text = Files.readString(walker(walker));
      Matcher end = Pattern.compile("\\R").matcher(text);
      Set<String> ends = new HashSet<>();
      while (end.find()) {
        ends.add(end.group());
      }
      assertEquals(1, ends.size(), "walker " + walker);
      lineEnds.merge(ends.iterator().next(), 1, Integer::sum);
      List<String[]> frames = frames(walker);
      assertTrue(frames.size() >= 100 && frames.size() <= 300, "frames: " + frames.size());
      for (String[] frame : frames) {
        assertEquals(9, frame.length);
        gaits.add(frame[8]);
      }
    }
    assertEquals(Map.of("\n", 10, "\r\n", 1, "\r", 1), lineEnds);
    assertEquals(Set.of("run", "stand", "turn", "walk"), gaits);
  }

  @Test
  void aSingleFrameDoesNotTellTheGait() throws IOException {
    Map<String, double[]> sums = new HashMap<>();
    for (int walker = 0; walker < 9; walker++) {
      for (String[] frame : frames(walker)) {
        double[] sum = sums.computeIfAbsent(frame[8], gait -> new double[9]);
        for (int sensor = 0; sensor < 8; sensor++) {
          sum[sensor] += Double.parseDouble(frame[sensor]);
        }
        sum[8]++;
      }
    }
    List<String[]> test =
        Stream.of(frames(9), frames(10), frames(11)).flatMap(List::stream).toList();
    double accuracy = MadeData.share(test, frame -> nearest(frame, sums), frame -> frame[8]);
    assertTrue(accuracy > 0.55 && accuracy < 0.70, "accuracy " + accuracy);
  }

  @Test
  void peopleRepeatAndSomeOfTheirCellsAreMissing() throws IOException {
    List<String> lines = Files.readAllLines(MadeData.file("pressure").resolve("people.csv"));
    assertEquals("id,age,sex,height,weight,systolic,diastolic", lines.get(0));
    List<String> rows = lines.subList(1, lines.size());
    List<String[]> people = rows.stream().distinct().map(row -> row.split(",", -1)).toList();
    assertEquals(2400, rows.size());
    assertEquals(2000, people.size());
    MadeData.assertDistinct(people, 0);
    for (int column = 0; column < 7; column++) {
      int index = column;
      long missing = people.stream().filter(person -> person[index].equals("NA")).count();
      assertTrue(column < 3 ? missing == 0 : missing > 20 && missing < 80, column + ": " + missing);
    }
    List<String[]> measured =
        people.stream().filter(person -> !(person[5] + person[6]).contains("NA")).toList();
    double share =
        MadeData.share(
            measured,
            person -> Integer.parseInt(person[5]) >= 140 || Integer.parseInt(person[6]) >= 90,
            person -> true);
    assertTrue(share > 0.2 && share < 0.3, "hypertension: " + share);
  }

  private static Path walker(int number) {
    return MadeData.file("steps").resolve(String.format(Locale.ROOT, "walk-%02d.csv", number));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void generate(Path set, Path argument) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectory(folder.resolve("classes"));
    StringWriter complaints = new StringWriter();
    List<String> options = List.of("-d", classes.toString(), "-proc:none", "-Xlint:all", "-Werror");
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var sources = files.getJavaFileObjects(set.resolve("Generate.java"));
      boolean compiled = compiler.getTask(complaints, files, null, options, null, sources).call();
      assertTrue(compiled, complaints.toString());
    }
    URL[] path = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path)) {
      Method main = loader.loadClass("Generate").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[] {argument.toString()});
    }
  }

  private static List<String[]> frames(int walker) throws IOException {
    List<String> lines = Files.readString(walker(walker)).lines().toList();
    assertEquals("forward,side,up,roll,pitch,yaw,left,right,label", lines.get(0));
    return lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  /**
   * @param sums of the eight sensors over the frames of a gait, then how many frames
   */
  private static String nearest(String[] frame, Map<String, double[]> sums) {
    Map<String, Double> closeness = new HashMap<>();
    sums.forEach(
        (gait, sum) -> {
          double distance = 0;
          for (int sensor = 0; sensor < 8; sensor++) {
            distance += Math.pow(Double.parseDouble(frame[sensor]) - sum[sensor] / sum[8], 2);
          }
          closeness.put(gait, -distance);
        });
    return MadeData.largest(closeness);
  }
}

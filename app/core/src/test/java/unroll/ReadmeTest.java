package unroll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import unroll.command.CommandLineRun;

/** What the README says of the project is so. */
class ReadmeTest {
  private static String readme() throws IOException {
    return Files.readString(CommandLineRun.project("README.md"));
  }

  private static List<Path> packageInfos() throws IOException {
    try (Stream<Path> files = Files.walk(CommandLineRun.project("app"))) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .filter(file -> !file.startsWith(CommandLineRun.project("app/bench")))
          .sorted()
          .toList();
    }
  }

  @Test
  void thePackageMapIsTheSentencesOfThePackages() throws IOException {
    List<Path> infos = packageInfos();
    assertEquals(28, infos.size(), infos.toString());
    for (Path info : infos) {
      String text = Files.readString(info);
      String sentence =
          text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
              .split("<p>")[0]
              .lines()
              .map(line -> line.strip().replaceFirst("^\\*\\s*", ""))
              .filter(line -> !line.isEmpty())
              .collect(Collectors.joining(" "));
      String name = text.substring(text.indexOf("package ") + 8, text.lastIndexOf(';'));
      String row = "| `" + name + "` | " + sentence + " |";
      assertTrue(readme().contains(row), "README.md lacks: " + row);
    }
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    Matcher links = Pattern.compile("\\]\\((?!http)([^)#]+)\\)").matcher(readme());
    int found = 0;
    while (links.find()) {
      assertTrue(
          Files.exists(CommandLineRun.project(links.group(1))), links.group(1) + " is not there");
      found++;
    }
    assertTrue(found >= 4, "links found: " + found);
  }
}

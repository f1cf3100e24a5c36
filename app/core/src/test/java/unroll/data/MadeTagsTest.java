package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The made-up sentences with parts of speech. */
class MadeTagsTest {
  @Test
  void taggedSentencesAreTheSameInBothFiles() throws IOException {
    List<String> sentences = sentences("tagged/tagged.conllu");
    List<String> columns = sentences("tagged/tagged.tsv");
    assertEquals(1350, sentences.size());
    assertEquals(columns.size(), new HashSet<>(columns).size());
    int ranges = 0;
    int emptyNodes = 0;
    for (int sentence = 0; sentence < sentences.size(); sentence++) {
      List<String> lines = sentences.get(sentence).lines().toList();
      assertEquals("# sent_id = s" + (sentence + 1), lines.get(0));
      StringBuilder words = new StringBuilder();
      int id = 0;
      for (String line : lines.subList(2, lines.size())) {
        String[] node = line.split("\t", -1);
        assertEquals(10, node.length, line);
        if (node[0].contains("-")) {
          assertEquals("%s-%s".formatted(id + 1, id + 2), node[0]);
          ranges++;
        } else if (node[0].contains(".")) {
          assertEquals("5.1", node[0]);
          emptyNodes++;
        } else {
          assertEquals(String.valueOf(++id), node[0]);
          words.append(node[1]).append('\t').append(node[3]).append('\n');
        }
      }
      assertEquals(columns.get(sentence), words.toString().strip());
      assertEquals(lines.get(1), "# text = " + text(lines.subList(2, lines.size())));
    }
    assertTrue(ranges > 100, "contractions: " + ranges);
    assertEquals(2, emptyNodes);
  }

  @Test
  void theMostFrequentTagOfAWordIsOftenWrong() throws IOException {
    List<String> sentences = sentences("tagged/tagged.tsv");
    int cut = sentences.size() * 4 / 5;
    Map<String, Map<String, Integer>> tags = new HashMap<>();
    for (String[] word : tagged(sentences.subList(0, cut))) {
      tags.computeIfAbsent(word[0], form -> new HashMap<>()).merge(word[1], 1, Integer::sum);
    }
    List<String[]> test = tagged(sentences.subList(cut, sentences.size()));
    double accuracy =
        MadeData.share(
            test, word -> MadeData.largest(tags.getOrDefault(word[0], Map.of("", 1))), w -> w[1]);
    assertTrue(accuracy > 0.85 && accuracy < 0.88, "accuracy " + accuracy);
    assertEquals(Set.of("DET", "PRON", "SCONJ"), tags.get("that").keySet());
    assertEquals(Set.of("ADJ", "NOUN", "VERB"), tags.get("light").keySet());
  }

  private static List<String> sentences(String file) throws IOException {
    String text = Files.readString(MadeData.file(file));
    assertTrue(text.endsWith("\n\n"), "a blank line ends the last sentence too");
    return List.of(text.split("\n\n"));
  }

  private static List<String[]> tagged(List<String> sentences) {
    return sentences.stream()
        .flatMap(String::lines)
        .map(line -> line.toLowerCase(Locale.ROOT).split("\t")[0] + "\t" + line.split("\t")[1])
        .map(line -> line.split("\t"))
        .toList();
  }

  /** What CoNLL-U says the text of a sentence is: ranges instead of their words. */
  private static String text(List<String> lines) {
    StringBuilder text = new StringBuilder();
    int covered = 0;
    for (String line : lines) {
      String[] node = line.split("\t");
      boolean range = node[0].contains("-");
      if (range || !node[0].contains(".") && Integer.parseInt(node[0]) > covered) {
        text.append(node[1]).append(node[9].equals("SpaceAfter=No") ? "" : " ");
      }
      covered = range ? Integer.parseInt(node[0].split("-")[1]) : covered;
    }
    return text.toString().strip();
  }
}

package unroll.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.command.CommandLineRun;
import unroll.config.UserException;
import unroll.data.Symbols;

class FrameTokensTest {
  private static final String SENTENCE =
      """
      # sent_id = s1
      # text = They don't.
      1	They	they	PRON	PRP	_	2	nsubj	_	_
      2-3	don't	_	_	_	_	_	_	_	SpaceAfter=No
      2	do	do	AUX	VBP	Mood=Ind	0	root	_	_
      3	n't	not	PART	RB	_	2	advmod	_	_
      3.1	go	go	VERB	VB	_	_	_	2:dep	_
      4	.	.	PUNCT	.	_	2	punct	_	_

      """;

  @TempDir private Path folder;

  private List<TaggedSentence> read(String text, TagColumn column) throws IOException {
    Path file = folder.resolve("text.conllu");
    Files.writeString(file, text);
    return ConlluSentences.read(file, column, new LabelSet(List.of(), null));
  }

  private static List<String> tags(TaggedSentence sentence) {
    return sentence.toFrames("x").labels();
  }

  @Test
  void rangesAndEmptyNodesAreNoWords() throws IOException {
    List<TaggedSentence> sentences = read(SENTENCE + SENTENCE.stripTrailing(), TagColumn.UPOS);
    assertEquals(2, sentences.size());
    assertEquals(List.of("They", "do", "n't", "."), sentences.get(1).toFrames("x").frames());
    assertEquals(List.of("PRON", "AUX", "PART", "PUNCT"), tags(sentences.get(1)));
  }

  @Test
  void anyColumnOfTagsCanBeLearned() throws IOException {
    String crlf = SENTENCE.replace("\n", "\r\n");
    assertEquals(List.of("PRP", "VBP", "RB", "."), tags(read(crlf, TagColumn.XPOS).get(0)));
    assertEquals(List.of("_", "Mood=Ind", "_", "_"), tags(read(crlf, TagColumn.FEATS).get(0)));
    assertEquals(
        List.of("nsubj", "root", "advmod", "punct"), tags(read(crlf, TagColumn.DEPREL).get(0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2\tdo | 2 do | line 5: 9 fields, expected the 10 of CoNLL-U",
        "3\tn't | 4\tn't | line 6: found the ID 4 after 2 words",
        "2-3 | 3-4 | line 4: found the ID 3-4 after 1 words",
        "2-3 | 2-2 | line 4: found the ID 2-2 after 1 words",
        "3.1 | 2.1 | line 7: found the ID 2.1 after 3 words",
        "1\tThey | one\tThey | line 3: found the ID one, expected one such as 3, 3-4 or 3.1",
        "PART | _ | line 6: no UPOS; expected a tag",
        "4\\t. | 4\\t | line 8: an empty FORM",
        "2-3 | # 2-3 | line 4: a comment within a sentence",
      })
  void whatIsNotAsConlluHasItIsAMistakeWithItsLine(String part, String other, String message) {
    String wrong = SENTENCE.replace(unescape(part), unescape(other));
    String found =
        assertThrows(UserException.class, () -> read(wrong, TagColumn.UPOS)).getMessage();
    assertTrue(found.contains("text.conllu, " + message), found);
  }

  private static String unescape(String text) {
    return text.replace("\\t", "\t");
  }

  @Test
  void aSentenceNeedsAWord() {
    String found =
        assertThrows(UserException.class, () -> read(SENTENCE + "# text = \n\n", TagColumn.UPOS))
            .getMessage();
    assertTrue(found.contains("line 11: the end of a sentence without a word"), found);
  }

  @Test
  void bothFilesOfTheMadeSentencesHoldTheSame() {
    Path tagged = CommandLineRun.project("data/tagged");
    LabelSet labels = new LabelSet(List.of(), null);
    List<TaggedSentence> conllu =
        ConlluSentences.read(tagged.resolve("tagged.conllu"), TagColumn.UPOS, labels);
    List<TaggedSentence> columns =
        TaggedSentence.readTwoColumns(tagged.resolve("tagged.tsv"), labels);
    assertEquals(1350, conllu.size());
    assertEquals(8166, conllu.stream().mapToInt(TaggedSentence::length).sum());
    for (int sentence = 0; sentence < 1350; sentence++) {
      assertEquals(columns.get(sentence).toFrames("x"), conllu.get(sentence).toFrames("x"));
    }
  }

  @Test
  void knowsTheMostFrequentTokensOfTheTrainingSentences() throws IOException {
    Files.writeString(
        folder.resolve("train.tsv"), "the\tD\nlight\tN\n\nThe\tD\nsea\tN\n\n\nthe\tD\n<unk>\tN");
    Files.writeString(folder.resolve("test.tsv"), "light\tN\nTHE\tD\nwater\tN\n");
    FrameKind.Tokens kind =
        new FrameKind.Tokens(TokenFormat.TWO_COLUMNS, TagColumn.UPOS, List.of(), 2, 1, true);
    TaskData data =
        FrameTasks.lists(kind, List.of("train.tsv"), List.of(), List.of("test.tsv"))
            .load(folder::resolve, FrameTasks.TRAINING);
    assertArrayEquals(
        "<unk>\nthe\nlight\n".getBytes(StandardCharsets.UTF_8),
        data.preparation().get("vocabulary.txt"));
    var input = data.splits().test().orElseThrow().rows(0, 0).get(0).input();
    assertEquals(3, data.shape().input().size());
    assertEquals(2, ((Symbols) input).at(0));
    assertEquals(1, ((Symbols) input).at(1));
    assertEquals(0, ((Symbols) input).at(2), "unknown");
    var baseline = data.baselines().get("most frequent label of the token").get("test");
    assertEquals(1, baseline.get("accuracy"), "the unknown one was a noun");
    assertEquals(List.of("accuracy", "macro-f1"), List.copyOf(baseline.keySet()));
  }

  @Test
  void sentencesMayStandInTheConfiguration() {
    FrameKind.Tokens kind =
        new FrameKind.Tokens(
            TokenFormat.CONLLU, TagColumn.UPOS, List.of("and/or/CONJ x/N", " a/N "), 0, 1, false);
    TaskData data =
        FrameTasks.lists(kind, List.of(), List.of(), List.of())
            .load(folder::resolve, FrameTasks.TRAINING);
    assertEquals(List.of(), data.files());
    assertEquals(4, data.shape().input().size());
    FrameKind.Tokens wrong =
        new FrameKind.Tokens(
            TokenFormat.CONLLU, TagColumn.UPOS, List.of("a/N b/V", "light"), 0, 1, false);
    assertEquals(
        "task.frames.sentences[1]: found light, expected a word and its tag such as light/NOUN",
        assertThrows(
                UserException.class,
                () ->
                    FrameTasks.lists(wrong, List.of(), List.of(), List.of())
                        .load(folder::resolve, FrameTasks.TRAINING))
            .getMessage());
  }

  @Test
  void aTokenOfMarksAloneIsRefusedBeforeItIsNormalized() throws IOException {
    Path file = folder.resolve("marks.tsv");
    Files.writeString(file, "a" + "\u0301\u0316".repeat(200_000) + "\tX\nb\tY\n");
    FrameLabeling task =
        FrameTasks.fractions(
            FrameTasks.tokens(TokenFormat.TWO_COLUMNS), List.of(file.toString()), 0.0, 0);

    UserException e =
        assertTimeout(
            Duration.ofSeconds(5),
            () ->
                assertThrows(UserException.class, () -> task.load(Path::of, FrameTasks.TRAINING)));
    assertTrue(e.getMessage().startsWith("more than 1000 combining marks"), e.getMessage());
  }
}

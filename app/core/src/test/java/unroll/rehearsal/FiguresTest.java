package unroll.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void bytesAreShownInTheLargestUnitTheyFill() {
    assertEquals("999 B", Figures.bytes(999));
    assertEquals("1.0 KB", Figures.bytes(1000));
    assertEquals("36.2 MB", Figures.bytes(36_200_000));
    assertEquals("130 KB", Figures.bytes(129_808));
  }

  @Test
  void secondsAreShownAsAPersonWouldSayThem() {
    assertEquals("0.25 ms", Figures.seconds(0.00025));
    assertEquals("7.1 ms", Figures.seconds(0.0071));
    assertEquals("366 ms", Figures.seconds(0.366));
    assertEquals("47.4 s", Figures.seconds(47.4));
    assertEquals("8 min 06 s", Figures.seconds(486));
    assertEquals("2 h 05 min", Figures.seconds(7500));
  }

  @Test
  void aSmallShareIsNotShownAsNothing() {
    assertEquals("0.0 %", Figures.percent(0));
    assertEquals("0.012 %", Figures.percent(0.00012));
    assertEquals("41.5 %", Figures.percent(0.415));
  }

  @Test
  void aRateIsWrittenAsAConfigurationHasIt() {
    assertEquals("0.003", Figures.rate(0.003));
    assertEquals("0.12", Figures.rate(3 / 25.0));
    assertEquals("500", Figures.rate(500));
    assertEquals("1e-9", Figures.rate(1e-9));
  }

  @Test
  void koreanIsTwoColumnsALetter() {
    assertEquals(4, Figures.columns("긍정"));
    assertEquals("긍정  |", Figures.left("긍정", 6) + "|");
    assertEquals("  긍정", Figures.right("긍정", 6));
  }

  @Test
  void wordsThatALineHasNoRoomForAreCounted() {
    assertEquals("a, b", Figures.some(List.of("a", "b"), 10));
    assertEquals("abcd, ef and 2 more", Figures.some(List.of("abcd", "ef", "gh", "ij"), 10));
    assertEquals("abcdefg... and 1 more", Figures.some(List.of("abcdefghijklm", "b"), 10));
  }

  @Test
  void textThatEndsInASpaceIsQuoted() {
    assertEquals("\" \"", Figures.quoted(" "));
    assertEquals("\" the\"", Figures.quoted(" the"));
    assertEquals("\\n", Figures.quoted("\n"));
    assertEquals("\",\"", Figures.quoted(","));
    assertEquals("yes", Figures.quoted("yes"));
  }

  @Test
  void aLongLineIsBrokenAtSpacesAndAShortOneIsLeftAsItIs() {
    assertEquals(List.of("  two  columns"), Figures.wrapped("  two  columns"));
    List<String> lines = Figures.wrapped("word ".repeat(50).strip());
    assertEquals(3, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.length() <= 98), lines.toString());
    assertEquals("word ".repeat(50).strip(), String.join(" ", lines).replaceAll(" +", " "));
  }

  @Test
  void aBarOfMoreThanNothingIsSeen() {
    assertEquals("", Figures.bar(0));
    assertEquals("#", Figures.bar(0.001));
    assertEquals(40, Figures.bar(7).length());
  }
}

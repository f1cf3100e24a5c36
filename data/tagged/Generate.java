import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Writes tagged.conllu and tagged.tsv: made-up sentences with the part of speech of every word. The
 * grammar writes a word as form/TAG, and the words of a contraction with + between them.
 */
final class Generate {
  private static final int SENTENCES = 1350;

  /** With a word that is left out, as an empty node: form/TAG in parentheses. */
  private static final List<String> ELLIPSES =
      List.of(
          "she/PRON likes/VERB tea/NOUN ,/PUNCT he/PRON (likes/VERB) coffee/NOUN ./PUNCT",
          "they/PRON paint/VERB doors/NOUN ,/PUNCT we/PRON (paint/VERB) walls/NOUN ./PUNCT");

  private static final List<String> PEOPLE =
      words("cook/cooks guard/guards guide/guides teacher/teachers child/children");
  private static final List<String> THINGS =
      words(
          "book/books light/lights watch/watches plant/plants can/cans walk/walks run/runs"
              + " letter/letters door/doors garden/gardens river/rivers");
  private static final List<String> PLACES = words("garden river park market");

  /** What people do to what: base form, third person, objects. */
  private static final List<String> TRANSITIVE =
      words(
          "book/books/room,table,seat light/lights/lamp,fire,room watch/watches/light,run,child"
              + " plant/plants/tree,rose,garden paint/paints/bridge,door,can"
              + " guard/guards/door,light guide/guides/child,cook,guard"
              + " open/opens/door,can,book see/sees/light,can");

  private static final List<String> INTRANSITIVE =
      words("run/runs walk/walks cook/cooks wait/waits sleep/sleeps");
  private static final List<String> ADJECTIVES = words("light fast hard early old small red");
  private static final List<String> OF_PEOPLE = words("light fast early old small");
  private static final List<String> ADVERBS = words("fast hard early again today");

  private final Random random;

  private Generate(Random random) {
    this.random = random;
  }

  public static void main(String[] arguments) throws IOException {
    Generate grammar = new Generate(new Random(20261125));
    StringBuilder conllu = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    Set<String> sentences = new HashSet<>();
    while (sentences.size() < SENTENCES) {
      int number = sentences.size() + 1;
      String sentence = number % 650 == 0 ? ELLIPSES.get(number / 650 - 1) : grammar.sentence();
      if (sentences.add(sentence)) {
        String[] words = capital(sentence).split(" ");
        conllu.append("# sent_id = s%s\n# text = %s\n".formatted(number, text(words)));
        conllu.append(nodes(words)).append("\n");
        columns.append(rows(words)).append("\n");
      }
    }
    Path folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve("tagged.conllu"), conllu);
    Files.writeString(folder.resolve("tagged.tsv"), columns);
  }

  private String sentence() {
    boolean plural = random.nextBoolean();
    String clause =
        switch (random.nextInt(10)) {
          case 0, 1 -> action(0);
          case 2, 3, 4 -> description(plural);
          default -> person(plural) + " " + predicate(plural);
        };
    return clause + " ./PUNCT";
  }

  private String predicate(boolean plural) {
    return switch (random.nextInt(16)) {
      case 0, 1 -> pick("can will must") + "/AUX " + action(0);
      case 2 -> (plural ? "do" : "does") + "/AUX+n't/PART " + action(0);
      case 3 -> pick("ca wo") + "/AUX+n't/PART " + action(0);
      case 4 -> (plural ? "want" : "wants") + "/VERB to/PART " + action(0);
      case 5 -> (plural ? "like" : "likes") + "/VERB to/PART " + action(0);
      case 6, 7 -> thinking(plural) + "that/SCONJ " + claim();
      case 8, 9 -> thinking(plural) + "that/PRON";
      case 10 -> thinking(plural) + "that/DET " + pick(THINGS).split("/")[0] + "/NOUN";
      case 11 -> (plural ? "look" : "looks") + "/VERB like/ADP " + someone(random.nextBoolean());
      default -> action(plural ? 0 : 1);
    };
  }

  private String thinking(boolean plural) {
    return (plural ? pick("know like") : pick("knows likes")) + "/VERB ";
  }

  private String claim() {
    boolean plural = random.nextBoolean();
    return random.nextBoolean()
        ? person(plural) + " " + action(plural ? 0 : 1)
        : description(plural);
  }

  /**
   * What people do.
   *
   * @param form 0 for the base form, 1 for the third person singular
   */
  private String action(int form) {
    if (random.nextInt(3) == 0) {
      String verb = forms(pick(INTRANSITIVE))[form];
      return verb + "/VERB" + (verb.matches("(run|walk)s?") ? way() : circumstance());
    }
    String[] verb = forms(pick(TRANSITIVE));
    String object =
        random.nextInt(4) == 0
            ? pick("it that") + "/PRON"
            : phrase(pick(List.of(verb[2].split(","))), ADJECTIVES, false);
    return verb[form] + "/VERB " + object + (random.nextInt(3) == 0 ? circumstance() : "");
  }

  private String way() {
    return random.nextInt(3) == 0
        ? " to/ADP " + phrase(pick(PLACES), ADJECTIVES, false)
        : circumstance();
  }

  private String circumstance() {
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> " " + pick(ADVERBS) + "/ADV";
      case 3 -> " in/ADP " + phrase(pick(PLACES), ADJECTIVES, false);
      case 4 -> " like/ADP " + someone(false);
      case 5 -> " " + pick("before after") + "/ADP " + phrase(pick("run walk"), ADJECTIVES, false);
      case 6 ->
          " %s/SCONJ %s %s/VERB"
              .formatted(pick("before after"), person(false), forms(pick(INTRANSITIVE))[1]);
      default -> "";
    };
  }

  private String description(boolean plural) {
    String thing = forms(pick(THINGS))[plural ? 1 : 0];
    return switch (random.nextInt(8)) {
      case 0 -> (plural ? "those" : "that") + "/PRON" + quality(plural);
      case 1 -> "that/PRON+'s/AUX " + pick(ADJECTIVES) + "/ADJ";
      case 2 -> "that/PRON can/AUX " + pick("light/VERB guide/VERB") + " them/PRON";
      case 3 -> "that/DET can/NOUN" + quality(false);
      case 4 -> pick(ADJECTIVES) + "/ADJ " + forms(pick(THINGS))[1] + "/NOUN can/AUX help/VERB";
      default -> phrase(thing, ADJECTIVES, plural) + quality(plural);
    };
  }

  private String quality(boolean plural) {
    return (plural ? " are" : " is") + "/AUX " + pick(ADJECTIVES) + "/ADJ";
  }

  private String person(boolean plural) {
    return random.nextBoolean()
        ? pick(plural ? "they we you" : "she he") + "/PRON"
        : someone(plural);
  }

  private String someone(boolean plural) {
    return phrase(forms(pick(PEOPLE))[plural ? 1 : 0], OF_PEOPLE, plural);
  }

  /** A noun with its determiner and sometimes an adjective. */
  private String phrase(String noun, List<String> adjectives, boolean plural) {
    String adjective = random.nextInt(6) == 0 ? pick(adjectives) + "/ADJ " : "";
    String determiner = pick(plural ? "the those" : "the that a");
    if (determiner.equals("a") && "aeiou".indexOf((adjective + noun).charAt(0)) >= 0) {
      determiner = "an";
    }
    return determiner + "/DET " + adjective + noun + "/NOUN";
  }

  private static String nodes(String[] words) {
    StringBuilder lines = new StringBuilder();
    int id = 0;
    for (int word = 0; word < words.length; word++) {
      String space =
          word + 1 < words.length && words[word + 1].endsWith("/PUNCT") ? "SpaceAfter=No" : "_";
      String[] parts = words[word].split("\\+");
      if (words[word].startsWith("(")) {
        lines.append(line(id + ".1", words[word].substring(1, words[word].length() - 1), "_"));
      } else if (parts.length == 1) {
        lines.append(line(String.valueOf(++id), words[word], space));
      } else {
        String range = "%s-%s".formatted(id + 1, id + parts.length);
        lines.append(line(range, surface(words[word]) + "/_", space));
        for (String part : parts) {
          lines.append(line(String.valueOf(++id), part, "_"));
        }
      }
    }
    return lines.toString();
  }

  private static String line(String id, String tagged, String space) {
    String[] word = tagged.split("/");
    return "%s\t%s\t_\t%s\t_\t_\t_\t_\t_\t%s\n".formatted(id, word[0], word[1], space);
  }

  private static String rows(String[] words) {
    StringBuilder rows = new StringBuilder();
    for (String word : words) {
      if (!word.startsWith("(")) {
        rows.append(word.replace("/", "\t").replace("+", "\n")).append("\n");
      }
    }
    return rows.toString();
  }

  private static String text(String[] words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (!word.startsWith("(")) {
        text.append(text.isEmpty() || word.endsWith("/PUNCT") ? "" : " ").append(surface(word));
      }
    }
    return text.toString();
  }

  private static String surface(String word) {
    return word.replaceAll("/[A-Z]+", "").replace("+", "");
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private String pick(String spaced) {
    return pick(words(spaced));
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static String[] forms(String entry) {
    return entry.split("/");
  }

  private static List<String> words(String spaced) {
    return List.of(spaced.split(" "));
  }
}

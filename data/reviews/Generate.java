import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Writes en.tsv and ko.tsv: made-up reviews of films and gadgets with what they think of them. */
final class Generate {
  private static final int ENGLISH_REVIEWS = 2700;
  private static final int KOREAN_REVIEWS = 2300;

  /** What a clause thinks of its subject. */
  private enum Opinion {
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    Opinion flipped() {
      return values()[2 - ordinal()];
    }
  }

  /** Writes a review of a given opinion. */
  private interface Grammar {
    String review(Opinion opinion);
  }

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Random random = new Random(20261125);
    List<Opinion> three = List.of(Opinion.values());
    List<Opinion> two = List.of(Opinion.NEGATIVE, Opinion.POSITIVE);
    String english = table(new English(random), three, ENGLISH_REVIEWS, random);
    String korean = table(new Korean(random), two, KOREAN_REVIEWS, random);
    Files.writeString(folder.resolve("en.tsv"), english);
    Files.writeString(folder.resolve("ko.tsv"), korean);
  }

  private static String table(Grammar grammar, List<Opinion> opinions, int reviews, Random random) {
    Set<String> texts = new HashSet<>();
    List<String> rows = new ArrayList<>();
    while (rows.size() < reviews) {
      Opinion opinion = opinions.get(rows.size() % opinions.size());
      String text = grammar.review(opinion);
      if (texts.add(text)) {
        rows.add("\t%s\t%s\n".formatted(text, opinion.name().toLowerCase(Locale.ROOT)));
      }
    }
    Collections.shuffle(rows, random);
    StringBuilder table = new StringBuilder("id\ttext\tlabel\n");
    for (int row = 0; row < reviews; row++) {
      table.append(row + 1).append(rows.get(row));
    }
    return table.toString();
  }

  private static List<String> phrases(String list) {
    return List.of(list.split("\\|"));
  }

  private static String pick(List<String> phrases, Random random) {
    return phrases.get(random.nextInt(phrases.size()));
  }

  private static List<String> twoOf(List<String> phrases, Random random) {
    int first = random.nextInt(phrases.size());
    int second = (first + 1 + random.nextInt(phrases.size() - 1)) % phrases.size();
    return List.of(phrases.get(first), phrases.get(second));
  }

  private record Judgments(List<String> good, List<String> bad) {
    Judgments(String good, String bad) {
      this(phrases(good), phrases(bad));
    }

    List<String> of(Opinion opinion) {
      return opinion == Opinion.POSITIVE ? good : bad;
    }
  }

  /** What is written about: its parts, what is beside the point, and what is said of parts. */
  private record Subject(
      List<String> parts, List<String> others, List<String> events, Judgments judgments) {
    Subject(String parts, String others, String events, Judgments judgments) {
      this(phrases(parts), phrases(others), phrases(events), judgments);
    }
  }

  private record English(Random random) implements Grammar {
    private static final Subject FILM =
        new Subject(
            "acting|story|music|ending|plot|dialogue",
            "weather|popcorn|bus|queue",
            "We saw it on Sunday|My sister paid|We went by bus",
            new Judgments(
                "good|great|lovely|superb|clever|moving|gripping",
                "bad|poor|awful|weak|dull|silly|boring"));
    private static final Subject GADGET =
        new Subject(
            "battery|screen|sound|strap|design|keyboard",
            "weather|parcel|box|courier",
            "It came on Monday|It was a gift|My sister has it too",
            new Judgments(
                "good|great|lovely|superb|handy|sturdy|reliable",
                "bad|poor|awful|weak|flimsy|clumsy|unreliable"));
    private static final Judgments BESIDE = new Judgments("good|great|lovely", "bad|poor|awful");
    private static final List<String> NEUTRAL =
        phrases("average|ordinary|passable|middling|standard|unremarkable");
    private static final List<String> CERTAIN = phrases("was|was|was|was really|was quite");
    private static final List<String> NEGATED =
        phrases("was not|was not|wasn't|was never|was hardly|was anything but|was not very");
    private static final List<String> KEEPING = phrases("I think|I would say|everybody says");
    private static final List<String> FLIPPING =
        phrases("I don't think|I would not say|nobody would say");

    @Override
    public String review(Opinion opinion) {
      Subject subject = random.nextBoolean() ? FILM : GADGET;
      String verdict = verdict(opinion, subject) + ".";
      return switch (random.nextInt(10)) {
        case 0 -> beside(subject) + ". " + verdict;
        case 1 -> verdict + " " + beside(subject) + ".";
        default -> verdict;
      };
    }

    private String verdict(Opinion opinion, Subject subject) {
      List<String> parts = twoOf(subject.parts(), random);
      String deciding = clause(opinion, subject.judgments(), parts.get(0));
      Opinion other = Opinion.values()[(opinion.ordinal() + 1 + random.nextInt(2)) % 3];
      String conceded = clause(other, subject.judgments(), parts.get(1));
      return switch (random.nextInt(16)) {
        case 0, 1, 2, 3 -> capital(conceded) + ", but " + deciding;
        case 4, 5 -> "Although " + conceded + ", " + deciding;
        case 6, 7 -> capital(deciding) + ", although " + conceded;
        default -> capital(deciding);
      };
    }

    /** Something that decides nothing. */
    private String beside(Subject subject) {
      if (random.nextBoolean()) {
        return pick(subject.events(), random);
      }
      Opinion any = random.nextBoolean() ? Opinion.POSITIVE : Opinion.NEGATIVE;
      return capital(clause(any, BESIDE, pick(subject.others(), random)));
    }

    private String clause(Opinion opinion, Judgments judgments, String part) {
      String start = "the " + part + " ";
      if (opinion == Opinion.NEUTRAL && random.nextInt(3) == 0) {
        return start + neither(judgments);
      } else if (opinion == Opinion.NEUTRAL) {
        return keeping() + start + pick(CERTAIN, random) + " " + pick(NEUTRAL, random);
      }
      boolean outer = random.nextInt(5) == 0;
      boolean inner = random.nextInt(3) == 0;
      String words = pick(judgments.of(outer == inner ? opinion : opinion.flipped()), random);
      return (outer ? pick(FLIPPING, random) + " " : keeping())
          + start
          + pick(inner ? NEGATED : CERTAIN, random)
          + " "
          + words;
    }

    private String neither(Judgments judgments) {
      String good = pick(judgments.good(), random);
      String bad = pick(judgments.bad(), random);
      return random.nextBoolean()
          ? "was neither " + good + " nor " + bad
          : "was neither " + bad + " nor " + good;
    }

    private String keeping() {
      return random.nextInt(8) == 0 ? pick(KEEPING, random) + " " : "";
    }

    private static String capital(String clause) {
      return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1);
    }
  }

  /**
   * Predicates are written as past:stem:short negation, the last only where people say it: every
   * past ends in ㅆ, so that all endings follow it alike.
   */
  private record Korean(Random random) implements Grammar {
    private static final Subject FILM =
        new Subject(
            "연기|이야기|음악|결말|영상|연출|대사|각본",
            "날씨|팝콘|좌석|버스",
            "친구와 봤|주말에 봤|동생과 갔|표를 두 장 샀",
            new Judgments(
                "좋았:좋:안 좋았|훌륭했:훌륭하|뛰어났:뛰어나|자연스러웠:자연스럽|신선했:신선하:안 신선했"
                    + "|인상적이었:인상적이|마음을 움직였:마음을 움직이:마음을 못 움직였"
                    + "|기대를 채웠:기대를 채우:기대를 못 채웠",
                "나빴:나쁘:안 나빴|지루했:지루하:안 지루했|어색했:어색하:안 어색했|유치했:유치하:안 유치했"
                    + "|뻔했:뻔하:안 뻔했|허술했:허술하|실망스러웠:실망스럽|산만했:산만하"));
    private static final Subject GADGET =
        new Subject(
            "화면|소리|디자인|버튼|마감|자판",
            "날씨|택배|상자|매장",
            "지난주에 샀|동생에게 줬|인터넷으로 주문했|이틀 만에 왔",
            new Judgments(
                "좋았:좋:안 좋았|훌륭했:훌륭하|뛰어났:뛰어나|만족스러웠:만족스럽|깔끔했:깔끔하:안 깔끔했"
                    + "|인상적이었:인상적이|마음에 들었:마음에 들:마음에 안 들었"
                    + "|기대를 채웠:기대를 채우:기대를 못 채웠",
                "나빴:나쁘:안 나빴|불편했:불편하:안 불편했|답답했:답답하:안 답답했|조잡했:조잡하"
                    + "|아쉬웠:아쉽:안 아쉬웠|허술했:허술하|실망스러웠:실망스럽|어설펐:어설프"));
    private static final Judgments BESIDE =
        new Judgments("좋았:좋:안 좋았|마음에 들었:마음에 들:마음에 안 들었", "나빴:나쁘:안 나빴|아쉬웠:아쉽:안 아쉬웠");
    private static final List<String> ENDINGS = phrases("다|어요|음");
    private static final List<String> CERTAIN = phrases("|||정말 |아주 |꽤 ");
    private static final List<String> DENIED = phrases("|||전혀 |그다지 |별로 ");
    private static final List<String> KEEPING = phrases("다고 생각했|다고 느꼈|던 게 분명했");
    private static final List<String> FLIPPING = phrases("다고는 못 하겠|다고 생각하지 않았|던 건 아니었");

    @Override
    public String review(Opinion opinion) {
      Subject subject = random.nextBoolean() ? FILM : GADGET;
      String ending = pick(ENDINGS, random);
      String verdict = verdict(opinion, subject, ending);
      return switch (random.nextInt(10)) {
        case 0 -> beside(subject) + ending + ". " + verdict;
        case 1 -> verdict + " " + beside(subject) + ending + ".";
        default -> verdict;
      };
    }

    private String verdict(Opinion opinion, Subject subject, String ending) {
      List<String> parts = twoOf(subject.parts(), random);
      String predicate = predicate(opinion, subject.judgments());
      String deciding = about(parts.get(0)) + predicate + ending + ".";
      String conceded = about(parts.get(1)) + predicate(opinion.flipped(), subject.judgments());
      return switch (random.nextInt(16)) {
        case 0, 1, 2, 3 -> conceded + "지만 " + deciding;
        case 4, 5 -> conceded + ending + ". 하지만 " + deciding;
        case 6, 7 -> deciding + " " + conceded + (ending.equals("어요") ? "지만요." : "지만.");
        case 8, 9, 10, 11 -> as(parts.get(0), "이", "가") + predicate + ending + ".";
        default -> deciding;
      };
    }

    /** Something that decides nothing. */
    private String beside(Subject subject) {
      if (random.nextBoolean()) {
        return pick(subject.events(), random);
      }
      String other = pick(subject.others(), random);
      Opinion any = random.nextBoolean() ? Opinion.POSITIVE : Opinion.NEGATIVE;
      return about(other) + predicate(any, BESIDE);
    }

    private String predicate(Opinion opinion, Judgments judgments) {
      boolean outer = random.nextInt(5) == 0;
      boolean inner = random.nextInt(3) == 0;
      Opinion said = outer == inner ? opinion : opinion.flipped();
      String[] forms = pick(judgments.of(said), random).split(":");
      String words = inner ? denied(forms, said) : certain(forms);
      if (outer) {
        return words + pick(FLIPPING, random);
      }
      return random.nextInt(8) == 0 ? words + pick(KEEPING, random) : words;
    }

    private String certain(String[] forms) {
      return forms[0].contains(" ") ? forms[0] : pick(CERTAIN, random) + forms[0];
    }

    private String denied(String[] forms, Opinion said) {
      String degree = pick(DENIED, random);
      if (forms.length > 2 && random.nextBoolean()) {
        return degree + forms[2];
      }
      boolean unable =
          forms[0].contains(" ")
              ? forms[2].contains("못")
              : said == Opinion.POSITIVE && random.nextInt(3) == 0;
      return degree + forms[1] + (unable ? "지 못했" : "지 않았");
    }

    private static String about(String part) {
      return as(part, "은", "는");
    }

    /** A noun with the particle that follows a consonant, or the one that follows a vowel. */
    private static String as(String noun, String consonant, String vowel) {
      boolean endsInConsonant = (noun.charAt(noun.length() - 1) - '가') % 28 > 0;
      return noun + (endsInConsonant ? consonant : vowel) + " ";
    }
  }
}

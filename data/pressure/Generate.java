import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes people.csv: body and blood pressure of a made-up population. */
final class Generate {
  private static final int PEOPLE = 2000;
  private static final int REPEATED_ROWS = 400;
  private static final double UNKNOWN_SHARE = 0.02;

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(20261125);
    List<String> rows = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      rows.add(person(10_001 + 7 * person, random));
    }
    for (int row = 0; row < REPEATED_ROWS; row++) {
      rows.add(rows.get(random.nextInt(PEOPLE)));
    }
    Collections.shuffle(rows, random);
    String table = "id,age,sex,height,weight,systolic,diastolic\n" + String.join("", rows);
    Files.writeString(Path.of(arguments[0]).resolve("people.csv"), table);
  }

  private static String person(int id, Random random) {
    int age = 18 + random.nextInt(63);
    boolean male = random.nextBoolean();
    double height = male ? 175 + 7 * random.nextGaussian() : 162 + 6.5 * random.nextGaussian();
    double index = 26 * StrictMath.exp(0.18 * random.nextGaussian());
    double weight = index * height * height / 10_000;
    double strain = random.nextGaussian();
    double systolic = systolic(age, male, index) + 8 * strain + 8 * random.nextGaussian();
    double diastolic = diastolic(age, male, index) + 5 * strain + 6 * random.nextGaussian();
    return "%s,%s,%s,%s,%s,%s,%s\n"
        .formatted(
            id,
            age,
            male ? "male" : "female",
            known("%.1f", height, random),
            known("%.1f", weight, random),
            known("%.0f", systolic, random),
            known("%.0f", diastolic, random));
  }

  /** Young men have more than young women, and women gain more with age. */
  private static double systolic(int age, boolean male, double index) {
    double years = age - 50;
    double fromAge = male ? 127 + 0.35 * years : 124 + 0.75 * years;
    return fromAge + 0.08 * (index - 23) * (index - 23);
  }

  /** Highest in middle age; both the lean and the heavy have more than those between. */
  private static double diastolic(int age, boolean male, double index) {
    double years = age - 52;
    return (male ? 80 : 77) - 0.012 * years * years + 0.05 * (index - 23) * (index - 23);
  }

  private static String known(String format, double value, Random random) {
    return random.nextDouble() < UNKNOWN_SHARE ? "NA" : String.format(Locale.ROOT, format, value);
  }
}

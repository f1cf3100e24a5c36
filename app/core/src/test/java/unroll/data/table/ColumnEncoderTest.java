package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.data.table.Tables.REFUSE;
import static unroll.data.table.Tables.missing;
import static unroll.data.table.Tables.refusal;
import static unroll.data.table.Tables.rows;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.ConfigReader;
import unroll.config.Key;

class ColumnEncoderTest {
  private static final Column AGE = new Column.NumericColumn("Age");
  private static final Column SEX = new Column.CategoricalColumn("Sex", List.of());
  private static final List<Row> PEOPLE =
      rows("Sex,Age,Town", "f,10,a", "m,20,b", "f,30,c", "f,NA,d");
  private static final float UNIT = (float) (10 / Math.sqrt(200 / 3.0));

  private static float[] encode(ColumnEncoder encoder, Row row) {
    return encoder.encode(row).orElseThrow();
  }

  @Test
  void numbersAreStandardizedAndWordsAreOneOfTheirKind() {
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(AGE, SEX), REFUSE, PEOPLE.subList(0, 3));
    assertEquals(3, encoder.width());
    assertEquals(List.of("Age", "Sex=f", "Sex=m"), encoder.inputs());
    assertArrayEquals(new float[] {-UNIT, 1, 0}, encode(encoder, PEOPLE.get(0)));
    assertArrayEquals(new float[] {0, 0, 1}, encode(encoder, PEOPLE.get(1)));
    assertArrayEquals(new float[] {UNIT, 1, 0}, encode(encoder, PEOPLE.get(2)));
    Row other = rows("Town,Age,Other,Sex", "x, 2.5e1 ,y,m").get(0);
    assertArrayEquals(new float[] {UNIT / 2, 0, 1}, encode(encoder, other), 1e-7f);
  }

  @Test
  void theTrainingRowsGetMeanZeroAndVarianceOneHoweverFarFromZeroTheyLie() {
    Random random = new Random(4);
    String[] lines = new String[2001];
    lines[0] = "Age";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = Double.toString(1e9 + random.nextGaussian());
    }
    List<Row> rows = rows(lines);
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(AGE), REFUSE, rows);
    double sum = 0;
    double squares = 0;
    for (Row row : rows) {
      float input = encode(encoder, row)[0];
      sum += input;
      squares += input * input;
    }
    assertEquals(0, sum / rows.size(), 1e-6);
    assertEquals(1, squares / rows.size(), 1e-5);
  }

  @Test
  void aConstantColumnBecomesZero() {
    List<Row> rows = rows("Age", "0.1", "0.1", "0.1");
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(AGE), REFUSE, rows);
    assertEquals(0f, encode(encoder, rows.get(2))[0]);
    assertEquals(0f, encode(encoder, Row.of("form", 0, Map.of("Age", "7")))[0]);
  }

  @Test
  void givenCategoriesKeepTheirOrderAndNeedNotAllCome() {
    Column sex = new Column.CategoricalColumn("Sex", List.of("m", "x", "f"));
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(sex), missing(MissingPolicy.MEAN), PEOPLE);
    assertEquals(List.of("Sex=m", "Sex=x", "Sex=f"), encoder.inputs());
    assertArrayEquals(new float[] {0, 0, 1}, encode(encoder, PEOPLE.get(0)));
    Row unknown = Row.of("form", 0, Map.of("Sex", "NA"));
    assertArrayEquals(new float[] {0.25f, 0, 0.75f}, encode(encoder, unknown));
  }

  @Test
  void aMissingValueIsRefused() {
    String message = "table, line 5, column Age: found 'NA', which stands for a missing value,";
    String fitting = refusal(() -> ColumnEncoder.fit(List.of(AGE), REFUSE, PEOPLE));
    assertTrue(fitting.startsWith(message), fitting);
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(AGE), REFUSE, PEOPLE.subList(0, 3));
    assertEquals(fitting, refusal(() -> encoder.encode(PEOPLE.get(3))));
  }

  @Test
  void aRowWithAMissingValueIsDroppedAndTeachesNothing() {
    List<Row> rows = rows("Sex,Age", "f,10", "m,20", "x,NA", "f,30", ",1000");
    ColumnEncoder encoder =
        ColumnEncoder.fit(List.of(SEX, AGE), missing(MissingPolicy.DROP_ROW), rows);
    assertEquals(List.of("Sex=f", "Sex=m", "Age"), encoder.inputs());
    assertTrue(encoder.encode(rows.get(2)).isEmpty());
    assertTrue(encoder.encode(rows.get(4)).isEmpty());
    assertArrayEquals(new float[] {1, 0, UNIT}, encode(encoder, rows.get(3)));
  }

  @Test
  void aMissingValueBecomesTheMeanOfTheTrainingRows() {
    List<Row> rows = rows("Sex,Age", "f,10", "m,20", "f,NA", "f,30", "NA, ");
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(SEX, AGE), missing(MissingPolicy.MEAN), rows);
    assertArrayEquals(new float[] {1, 0, 0}, encode(encoder, rows.get(2)));
    assertArrayEquals(new float[] {0.75f, 0.25f, 0}, encode(encoder, rows.get(4)));
    assertArrayEquals(new float[] {1, 0, UNIT}, encode(encoder, rows.get(3)));
  }

  @Test
  void anIndicatorSaysThatAValueIsMissing() {
    ColumnEncoder encoder =
        ColumnEncoder.fit(List.of(AGE, SEX), missing(MissingPolicy.INDICATOR), PEOPLE);
    assertEquals(
        List.of("Age", "Age is missing", "Sex=f", "Sex=m", "Sex is missing"), encoder.inputs());
    assertEquals(5, encoder.width());
    assertArrayEquals(new float[] {UNIT, 0, 1, 0, 0}, encode(encoder, PEOPLE.get(2)));
    assertArrayEquals(new float[] {0, 1, 1, 0, 0}, encode(encoder, PEOPLE.get(3)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "NaN",
        "Infinity",
        "-inf",
        "1e999",
        "0x10",
        "1d",
        "1,5",
        "1 000",
        "--1",
        ".",
        "e5",
        "1e",
        "١"
      })
  void whatIsNoFiniteNumberIsToldWithItsPlace(String wrong) {
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(AGE), REFUSE, PEOPLE.subList(0, 3));
    Row row = rows("Age,x", "1,2", "\"" + wrong + "\",2").get(1);
    String message =
        "table, line 3, column Age: found '" + wrong + "', expected a number such as 12 or -0.5";
    assertEquals(message, refusal(() -> encoder.encode(row)));
    assertEquals(message, refusal(() -> ColumnEncoder.fit(List.of(AGE), REFUSE, List.of(row))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-20", "+2e1", " 20. ", "020", "2.0E+1", "200000e-4", ".2e2"})
  void aNumberMayBeWrittenInManyWays(String number) {
    assertEquals(20, Math.abs(rows("Age,x", number + ",").get(0).number("Age")));
  }

  @Test
  void aLongFieldThatIsNoNumberIsRefusedAtOnceAndShownInShort() {
    Row row = Row.of("form", 0, Map.of("Age", "1".repeat(1_000_000) + "x"));
    assertEquals(
        "form, column Age: found '" + "1".repeat(60) + "...', expected a number such as 12 or -0.5",
        refusal(() -> row.number("Age")));
    Row ugly = Row.of("form", 7, Map.of("Age", "1\n\u001b[0m\u202e"));
    assertEquals(
        "form, line 7, column Age: found '1\\u000a\\u001b[0m\\u202e', expected a number such as 12"
            + " or -0.5",
        refusal(() -> ugly.number("Age")));
  }

  @Test
  void anUnknownCategoryIsToldWithTheNearestOne() {
    List<Row> rows = rows("Sex", "female", "male");
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(SEX), REFUSE, rows);
    Row wrong = rows("Sex", "Female").get(0);
    assertEquals(
        "table, line 2, column Sex: found 'Female'; did you mean female? expected female, male",
        refusal(() -> encoder.encode(wrong)));
    Column given = new Column.CategoricalColumn("Sex", List.of("f", "m"));
    assertTrue(
        refusal(() -> ColumnEncoder.fit(List.of(given), REFUSE, rows))
            .startsWith("table, line 2, column Sex: found 'female'; "));
  }

  @Test
  void aNumberFartherThanFloatsReachIsRefused() {
    List<Row> rows = rows("Age", "1e-30", "2e-30");
    ColumnEncoder encoder = ColumnEncoder.fit(List.of(AGE), REFUSE, rows);
    String message = refusal(() -> encoder.encode(rows("Age", "1e300").get(0)));
    assertTrue(message.startsWith("table, line 2, column Age: found '1e300', expected"), message);
    assertEquals(
        "column Age: its numbers are too large to standardize",
        refusal(() -> ColumnEncoder.fit(List.of(AGE), REFUSE, rows("Age", "1e300", "-1e300"))));
  }

  @Test
  void aColumnThatCannotBeLearnedIsRefused() {
    MissingValues mean = missing(MissingPolicy.MEAN);
    List<Row> nothing = rows("Age,Sex", "NA,", ",NA");
    assertEquals(
        "column Age: missing in every training row",
        refusal(() -> ColumnEncoder.fit(List.of(AGE), mean, nothing)));
    assertEquals(
        "column Sex: missing in every training row",
        refusal(() -> ColumnEncoder.fit(List.of(SEX), mean, nothing)));
    assertEquals(
        "the input column 'Age' stands twice; expected different ones",
        refusal(() -> ColumnEncoder.fit(List.of(AGE, SEX, AGE), mean, PEOPLE)));
    assertEquals(
        "no input columns; expected at least one",
        refusal(() -> ColumnEncoder.fit(List.of(), mean, PEOPLE)));
    Column weight = new Column.NumericColumn("Agee");
    assertEquals(
        "table: no column 'Agee'; did you mean Age? expected Sex, Age, Town",
        refusal(() -> ColumnEncoder.fit(List.of(weight), mean, PEOPLE)));
  }

  @Test
  void aColumnOfTextIsNoCategory() {
    String[] lines = new String[10_002];
    lines[0] = "Sex";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "word" + i;
    }
    assertEquals(
        "table, line 10002, column Sex: more than 10000 different values, expected categories",
        refusal(() -> ColumnEncoder.fit(List.of(SEX), REFUSE, rows(lines))));
    assertEquals(
        "table, line 2, column Sex: a text of 1001 characters, expected a category of at most 1000",
        refusal(() -> ColumnEncoder.fit(List.of(SEX), REFUSE, rows("Sex", "x".repeat(1001)))));
  }

  @Test
  void columnsAndMissingValuesAreReadFromAConfiguration() {
    record Inputs(
        @Key(doc = "columns") List<Column> columns, @Key(doc = "missing") MissingValues missing) {}
    Inputs inputs =
        new ConfigReader<>(Inputs.class)
            .readText(
                "config",
                """
                columns: [{type: numeric, column: Age}, {type: categorical, column: Sex}]
                missing: {policy: drop-row}
                """);
    assertEquals(List.of(AGE, SEX), inputs.columns());
    assertEquals(missing(MissingPolicy.DROP_ROW), inputs.missing());
  }
}

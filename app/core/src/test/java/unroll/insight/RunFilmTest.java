package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.metrics.AreaUnderCurve;
import unroll.network.NetworkConfigs;
import unroll.network.ParameterUpdate;
import unroll.network.RecurrentNetwork;

class RunFilmTest {
  private static final List<String> LETTERS = List.of("a", "B", "\n", "(", ")");
  private static final DataShape SHAPE =
      new DataShape(
          Topology.MANY_TO_MANY, Channel.symbols(5), Channel.symbols(5), OptionalInt.of(0));
  private static final Symbols TEXT = Symbols.of(new Random(2).ints(400, 0, 5).toArray());

  /** Reads a text, and measures units on it. */
  private static final class Reader implements RunFilm.Readers {
    @Override
    public Inspection shown(RecurrentNetwork network) {
      return new Inspector(network, SHAPE, LETTERS, LETTERS).inspect(TEXT);
    }

    @Override
    public Optional<Inspection> measured(RecurrentNetwork network, Inspection shown) {
      return Optional.of(shown);
    }
  }

  private static RecurrentNetwork network(String cell, long seed) {
    return RecurrentNetwork.create(
        NetworkConfigs.of("units: 6, layers: 2, cell: " + cell)
            .configuration(SHAPE, false, new ParameterUpdate(new Sgd(0.1), 0), seed));
  }

  private static RunFilm film(int places, RecurrentNetwork before, RecurrentNetwork best) {
    return RunFilm.of(
        List.of(new Moment(0, false, () -> before), new Moment(10, true, () -> best)),
        new Reader(),
        places,
        2,
        1);
  }

  @Test
  void theCurveOfAUnitIsItsAreaUnderTheCurveOnTheSecondHalfAtEveryMoment() {
    RecurrentNetwork before = network("lstm", 1);
    RecurrentNetwork best = network("lstm", 2);
    RunFilm film = film(100, before, best);
    Inspection first = new Reader().shown(before);
    UnitScores scores = new Reader().shown(best).scores(1);
    assertEquals(scores.scored().size(), film.curves().size());
    assertTrue(film.curves().size() > 5, film.curves().size() + " curves");
    for (int i = 0; i < film.curves().size(); i++) {
      LearningCurve curve = film.curves().get(i);
      AnnotationScores of = scores.scored().get(i);
      assertEquals(of.annotation().name(), curve.annotation());
      assertEquals(of.baseline(), curve.baseline());
      assertEquals(of.ranked().get(0).heldOut(), curve.ofUnit()[1], 1e-5);
      assertEquals(curve.ofBest()[1], curve.ofUnit()[1], 1e-9);
      if (curve.isBinary()) {
        AreaUnderCurve area = new AreaUnderCurve();
        float[] unit = curve.place().in(first.reading());
        for (int step = 200; step < 400; step++) {
          area.add(
              curve.isInverted() ? -unit[step] : unit[step], of.annotation().values()[step] == 1);
        }
        assertEquals(area.value(), curve.ofUnit()[0], 1e-5, curve.annotation());
      }
    }
  }

  @Test
  void aFrameHasTheNumbersTheLossAndTheAnswersOfItsOwnNetwork() {
    RecurrentNetwork before = network("gru", 1);
    RunFilm film = film(100, before, network("gru", 2));
    assertEquals(12, film.places().size(), "all units of two layers");
    RunFilm.Frame frame = film.frames().get(0);
    Reading reading = new Reader().shown(before).reading();
    assertEquals(reading.meanLoss(), frame.loss());
    for (int i = 0; i < 12; i++) {
      StatePlace place = film.places().get(i);
      float[] expected = reading.layers().get(place.layer()).hidden().unit(place.unit());
      assertArrayEquals(expected, frame.values()[i]);
    }
    assertEquals(2, frame.predictions().most());
    for (int step : new int[] {0, 17, 399}) {
      assertEquals(reading.predictions().id(step, 1), frame.predictions().id(step, 1));
      assertEquals(reading.predictions().value(step, 1), frame.predictions().value(step, 1));
    }
  }

  @Test
  void theUnitsThatTellMostAreKeptWhereThereIsNoRoomForAll() {
    RunFilm film = film(4, network("rnn", 1), network("rnn", 2));
    assertEquals(4, film.places().size());
    assertEquals(film.curves().get(0).place(), film.places().get(0));
    for (RunFilm.Frame frame : film.frames()) {
      assertEquals(4, frame.values().length);
    }
  }

  @Test
  void everyModelIsReadOnce() {
    List<Integer> read = new ArrayList<>();
    List<Moment> moments =
        IntStream.range(0, 3)
            .mapToObj(
                step ->
                    new Moment(
                        step,
                        step == 1,
                        () -> {
                          read.add(step);
                          return network("rnn", step);
                        }))
            .toList();
    assertEquals(3, RunFilm.of(moments, new Reader(), 4, 2, 1).frames().size());
    assertEquals(List.of(1, 0, 2), read);
  }

  @Test
  void aModelOfOtherLayersIsNotOfTheRun() {
    String message =
        assertThrows(UserException.class, () -> film(4, network("rnn", 1), network("gru", 1)))
            .getMessage();
    assertTrue(
        message.startsWith("the film's model of step 0 has the layers [layer 1 (rnn) of 6"),
        message);
  }

  @Test
  void aPageHoldsTheNumbersWithinAFiveHundredthOfTheirRangeInTheWholeFilm() {
    RunFilm film = film(100, network("gru", 1), network("gru", 2));
    JsonNode run =
        FilmJson.of(Map.of(), List.of(new FilmJson.NamedFilm("runs/a", "gru", film)), "the text")
            .path("runs")
            .path(0);
    byte[] bytes = Base64.getDecoder().decode(run.at("/frames/1/values").asText());
    assertEquals(12 * 400, bytes.length);
    for (int place = 0; place < 12; place++) {
      double low = run.path("places").path(place).path("low").asDouble();
      double high = run.path("places").path(place).path("high").asDouble();
      for (int step = 0; step < 400; step++) {
        double stored = low + (bytes[place * 400 + step] & 0xff) * (high - low) / 255;
        assertEquals(film.frames().get(1).values()[place][step], stored, (high - low) / 510 + 1e-6);
      }
    }
    assertEquals(10, run.at("/frames/1/step").asInt());
    assertTrue(run.at("/frames/1/isBest").asBoolean());
  }

  @Test
  void roomIsSharedByAllMomentsAndRefusedWhereThereIsNone() {
    FilmBudget budget = FilmBudget.of(3, 75, 2000);
    assertEquals(3, budget.predictions());
    assertEquals(48, budget.places());
    assertTrue(75L * 2000 * (20 + budget.places()) <= 10_250_000);
    assertEquals(1, FilmBudget.of(1, 400, 2000).predictions());
    String message =
        assertThrows(UserException.class, () -> FilmBudget.of(1, 1001, 2000)).getMessage();
    assertEquals(
        "--steps: 2,000 steps at 1,001 moments of 1 runs make too large a page; expected at most"
            + " 1,137",
        message);
    assertEquals(new FilmBudget(1, 1), FilmBudget.of(1, 1001, 1137));
  }
}

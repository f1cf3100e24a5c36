package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers that read the same steps of an inspection, and what is known of these steps: all layers of
 * one stack.
 *
 * @param firstTrack place of the first track among those of all layers
 * @param tracks on the steps that the layers read
 * @param annotations likewise
 */
record Stage(int firstTrack, List<UnitTrack> tracks, List<Annotation> annotations) {

  /** All stages, in the order of the layers. */
  static List<Stage> of(Inspection inspection) {
    List<LayerReading> layers = inspection.reading().layers();
    List<UnitTrack> all = UnitTrack.of(layers);
    if (layers.stream().allMatch(layer -> layer.stack().isEmpty())) {
      return List.of(new Stage(0, all, inspection.annotations()));
    }
    List<Stage> stages = new ArrayList<>();
    int track = 0;
    while (track < all.size()) {
      LayerReading first = layers.get(all.get(track).layer());
      int end = track;
      while (end < all.size() && isOfOneStack(first, layers.get(all.get(end).layer()))) {
        end++;
      }
      stages.add(of(first, track, all.subList(track, end), inspection.annotations()));
      track = end;
    }
    return stages;
  }

  private static boolean isOfOneStack(LayerReading one, LayerReading other) {
    return Arrays.equals(one.stack().orElseThrow().steps(), other.stack().orElseThrow().steps());
  }

  private static Stage of(
      LayerReading first, int firstTrack, List<UnitTrack> tracks, List<Annotation> annotations) {
    int[] places = first.places();
    String stack = first.stack().orElseThrow().name();
    return new Stage(
        firstTrack,
        tracks.stream()
            .map(one -> new UnitTrack(one.layer(), one.quantity(), one.series().at(places)))
            .toList(),
        annotations.stream()
            .map(one -> one.at(places))
            .map(one -> new Annotation(stack + ": " + one.name(), one.isBinary(), one.values()))
            .toList());
  }

  /** Whether a track of all layers is of this stage. */
  boolean holds(int track) {
    return track >= firstTrack && track < firstTrack + tracks.size();
  }

  /** All units of the stage scored by its annotations, tracks counted among those of all layers. */
  UnitScores scores(long seed) {
    UnitScores own = UnitScores.of(tracks, annotations, seed);
    List<AnnotationScores> scored =
        own.scored().stream()
            .map(
                of ->
                    new AnnotationScores(
                        of.annotation(),
                        of.baseline(),
                        of.ranked().stream().map(score -> score.after(firstTrack)).toList()))
            .toList();
    return new UnitScores(scored, own.skipped());
  }
}

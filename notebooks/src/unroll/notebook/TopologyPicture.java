package unroll.notebook;

import java.util.List;
import unroll.data.Layout;
import unroll.data.Topology;

/**
 * A network unrolled in time, with inputs and labels where a topology puts them.
 *
 * @param inputs what is read, one a step
 * @param labels what is asked for, one a step
 */
public record TopologyPicture(
    String title, Topology topology, List<String> inputs, List<String> labels) implements Picture {
  private static final int LEFT = 90;
  private static final int STEP = 86;
  private static final int BOX = 54;
  private static final int HIGH = 28;
  private static final int LABELS = 42;
  private static final int HIDDEN = 98;
  private static final int INPUTS = 154;
  private static final int SIZE = 13;
  private static final String OF_INPUT = "#cfe4f3";
  private static final String OF_HIDDEN = "#d3ebe3";
  private static final String OF_DECODER = "#e4dcf3";
  private static final String OF_LABEL = "#f9dcc6";

  @Override
  public String svg() {
    Layout layout = topology.layout(inputs.size(), labels.size());
    Svg svg = new Svg(Math.max(480, LEFT + layout.steps() * STEP + 10), INPUTS + HIGH + 38);
    svg.text(10, 20, Svg.Anchor.START, 14, Svg.TEXT, title);
    name(svg, LABELS, "labels");
    name(svg, HIDDEN, "hidden state");
    name(svg, INPUTS, "inputs");
    for (int step = 0; step < layout.steps(); step++) {
      step(svg, layout, step);
    }
    return svg.toString();
  }

  private static void name(Svg svg, int top, String name) {
    svg.text(LEFT - 10, top + 18, Svg.Anchor.END, SIZE - 1, Svg.MUTED, name);
  }

  private void step(Svg svg, Layout layout, int step) {
    double x = LEFT + step * STEP;
    double middle = x + BOX / 2.0;
    boolean isOfDecoder =
        topology == Topology.ENCODER_DECODER && step >= layout.firstLabel();
    box(svg, x, HIDDEN, isOfDecoder ? OF_DECODER : OF_HIDDEN, "h" + (step + 1));
    if (step + 1 < layout.steps()) {
      svg.arrow(x + BOX, HIDDEN + HIGH / 2.0, x + STEP, HIDDEN + HIGH / 2.0, Svg.MUTED);
    }
    int input = step - layout.firstInput();
    boolean reads = input >= 0 && input < inputs.size();
    box(svg, x, INPUTS, reads ? OF_INPUT : "#ffffff", reads ? inputs.get(input) : "0");
    svg.arrow(middle, INPUTS, middle, HIDDEN + HIGH, reads ? Svg.MUTED : Svg.LINE);
    int label = step - layout.firstLabel();
    if (label >= 0 && label < labels.size()) {
      box(svg, x, LABELS, OF_LABEL, labels.get(label));
      svg.arrow(middle, HIDDEN, middle, LABELS + HIGH, Svg.MUTED);
    }
    svg.text(
        middle, INPUTS + HIGH + 22, Svg.Anchor.MIDDLE, SIZE - 1, Svg.MUTED, "t = " + (step + 1));
  }

  private static void box(Svg svg, double x, double top, String fill, String text) {
    svg.rectangle(x, top, BOX, HIGH, fill, Svg.LINE);
    svg.text(x + BOX / 2.0, top + 19, Svg.Anchor.MIDDLE, SIZE, Svg.TEXT, text);
  }
}

package unroll.insight;

import java.util.List;
import java.util.Map;

/**
 * States and gates of a recurrent layer at every step of a sequence.
 *
 * @param directions one a direction, forward first: {@code [step, unit]} by the names that {@link
 *     LayerReading} has, hidden first
 */
public record LayerTrace(List<Map<String, double[][]>> directions) {}

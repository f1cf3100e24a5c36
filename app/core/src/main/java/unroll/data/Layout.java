package unroll.data;

/**
 * Where one example stands on the time axis.
 *
 * @param steps steps in all
 * @param firstInput first step with an input; steps after the last input get the zero vector
 * @param firstLabel first step with a label; the others do not count in the loss
 */
public record Layout(int steps, int firstInput, int firstLabel) {}

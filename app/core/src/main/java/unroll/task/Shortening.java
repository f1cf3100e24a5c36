package unroll.task;

/**
 * Training sequences that are not trained on as they stand in the data, for their length.
 *
 * @param how what became of them, such as cut
 * @param count how many, out of {@code of}
 * @param key the configuration's key that says so, with its value
 */
public record Shortening(String how, long count, long of, String key) {}

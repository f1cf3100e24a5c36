package unroll.task;

/**
 * A text and its class.
 *
 * @param identity equal for texts that differ in white space or Unicode form only
 * @param label id of the class
 */
record LabeledText(String text, String identity, int label) {
  boolean isEmpty() {
    return EmptyTexts.isEmpty(text);
  }
}

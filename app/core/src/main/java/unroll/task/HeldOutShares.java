package unroll.task;

import unroll.config.InvalidKeyException;

/**
 * The shares of the training data that are held back, where a split has no data of its own.
 *
 * @param hasValidation whether there is other data to validate on
 * @param validationFraction what the configuration says; null: the usual share, or none where there
 *     is other data
 * @param hasTest whether there is other data to test on
 */
record HeldOutShares(
    boolean hasValidation, Double validationFraction, boolean hasTest, double testFraction) {
  private static final double USUAL_VALIDATION_SHARE = 0.1;

  /**
   * @param already how to say that there is other data: "there is a table"
   * @throws InvalidKeyException if data is held back though there is other data, or none is left
   */
  void require(String already) {
    if (hasValidation && validation() > 0) {
      throw new InvalidKeyException(
          "validation-fraction", already + " to validate on already; expected 0 or null");
    } else if (hasTest && testFraction > 0) {
      throw new InvalidKeyException("test-fraction", already + " to test on already; expected 0");
    } else if (validation() + testFraction >= 1) {
      throw new InvalidKeyException(
          "test-fraction", "nothing is left to train on: the fractions add up to 1 or more");
    }
  }

  double validation() {
    if (validationFraction != null) {
      return validationFraction;
    }
    return hasValidation ? 0 : USUAL_VALIDATION_SHARE;
  }
}

package unroll.config;

/** Thrown by a record's constructor when a key's value does not go with its other keys. */
public final class InvalidKeyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * @param key the kebab-case key within the record, empty for the record as a whole
   * @param message what is wrong and what was expected
   */
  public InvalidKeyException(String key, String message) {
    super(message);
    this.key = key;
  }

  public String key() {
    return key;
  }
}

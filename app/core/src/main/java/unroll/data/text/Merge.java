package unroll.data.text;

/** Two neighboring pieces that become one. */
record Merge(String left, String right) {
  String merged() {
    return left + right;
  }
}

package unroll.data.video;

/** Where a shape moves. */
enum Motion {
  LEFT(-1, 0),
  RIGHT(1, 0),
  UP(0, -1),
  DOWN(0, 1),
  STILL(0, 0);

  private final int right;
  private final int down;

  Motion(int right, int down) {
    this.right = right;
    this.down = down;
  }

  /** Steps to the right for each step of the motion, -1 to 1. */
  int right() {
    return right;
  }

  /** Steps down for each step of the motion, -1 to 1. */
  int down() {
    return down;
  }
}

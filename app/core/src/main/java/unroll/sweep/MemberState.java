package unroll.sweep;

import java.util.Optional;

/** How far a member has come. */
public sealed interface MemberState {
  /** One word for it. */
  String word();

  /** What it reached, if it came to its end. */
  default Optional<MemberFigures> figures() {
    return Optional.empty();
  }

  /** Nothing has become of it yet. */
  record Waiting() implements MemberState {
    @Override
    public String word() {
      return "waiting";
    }
  }

  /** Its result is there. */
  record Finished(MemberFigures reached) implements MemberState {
    @Override
    public String word() {
      return "finished";
    }

    @Override
    public Optional<MemberFigures> figures() {
      return Optional.of(reached);
    }
  }

  /**
   * It ended before its result.
   *
   * @param reason one line
   */
  record Failed(String reason) implements MemberState {
    @Override
    public String word() {
      return "failed";
    }
  }

  /** It was stopped on its way, or before it began. */
  record Stopped() implements MemberState {
    @Override
    public String word() {
      return "stopped";
    }
  }
}

package unroll.sweep;

/** How the training of a member ended. */
public sealed interface MemberEnding {
  /** Its run folder holds the result. */
  record Finished() implements MemberEnding {}

  /** It ended before the result, for a reason of its own. */
  record Failed(String reason) implements MemberEnding {}

  /** It was told to end, or never to begin, and can go on. */
  record Stopped() implements MemberEnding {}
}

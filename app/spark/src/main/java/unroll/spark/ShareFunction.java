package unroll.spark;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Makes a worker's steps of a round, in whatever process Spark chooses. */
record ShareFunction(Broadcast<Workshop> workshop, Broadcast<RoundStart> round)
    implements Function<ShareStart, ShareEnd> {
  @Override
  public ShareEnd call(ShareStart share) {
    return workshop.value().work(share, round.value());
  }
}

package unroll.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import unroll.config.ConfigWriter;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.data.DataRoot;
import unroll.experiment.RunLock;

/** Many runs from one plan to one leaderboard; the only place that knows the order. */
public final class Sweep {
  /** The leaderboard's page, in the sweep's folder. */
  public static final String PAGE = "leaderboard.html";

  private static final String TABLE = "leaderboard.csv";
  private static final String MEMBERS_TABLE = "members.csv";

  private final SweepPlan plan;
  private final SweepFolder folder;
  private final DataRoot root;
  private final MemberRunner runner;
  private final Map<SweepMember, MemberState> states = new LinkedHashMap<>();

  /**
   * @param folder made if it is not there
   * @param root where the members' data sets lie
   */
  public Sweep(SweepPlan plan, Path folder, DataRoot root, MemberRunner runner) {
    this.plan = plan;
    this.folder = new SweepFolder(folder);
    this.root = root;
    this.runner = runner;
  }

  /** What a runner answered for a member. */
  private record Answer(SweepMember member, MemberEnding ending) {}

  /**
   * Runs every member that has not come to its end yet. The leaderboard in the folder is up to date
   * after each of them.
   *
   * @param parallel how many at a time
   * @param resumes whether a sweep that the folder holds goes on; otherwise it is refused
   * @throws UserException before anything is run if the folder, the data or the ranking is wrong
   */
  public Leaderboard run(int parallel, boolean resumes, SweepObserver observer) {
    if (!resumes && folder.hasBegun()) {
      throw new UserException(
          folder.path() + ": holds a sweep already; choose another --out, or --resume it");
    }
    Ranking ranking =
        Ranking.of(plan.rankBy(), plan.members().get(0).config(), folder.path(), root);
    plan.members()
        .forEach(
            member ->
                states.put(
                    member,
                    folder.isFinished(member) ? finished(member) : new MemberState.Waiting()));
    makeFolders();
    RunLock lock = RunLock.acquire(folder.path());
    try (lock) {
      List<SweepMember> waiting = waiting();
      waiting.forEach(this::writeConfig);
      observer.began(plan, ranking, plan.members().size() - waiting.size());
      Leaderboard board = write(ranking);
      ExecutorService threads = Executors.newFixedThreadPool(parallel);
      try {
        return runAll(waiting, threads, board, observer);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private List<SweepMember> waiting() {
    return plan.members().stream()
        .filter(member -> states.get(member) instanceof MemberState.Waiting)
        .toList();
  }

  private Leaderboard runAll(
      List<SweepMember> waiting,
      ExecutorService threads,
      Leaderboard before,
      SweepObserver observer) {
    CompletionService<Answer> answers = new ExecutorCompletionService<>(threads);
    for (SweepMember member : waiting) {
      answers.submit(() -> new Answer(member, runner.run(member, folder, observer::stopRequested)));
    }
    Leaderboard board = before;
    int done = plan.members().size() - waiting.size();
    for (int i = 0; i < waiting.size(); i++) {
      Answer answer = next(answers);
      MemberState state = state(answer);
      states.put(answer.member(), state);
      board = write(board.ranking());
      state.figures().ifPresent(board.ranking()::requireIn);
      done += state instanceof MemberState.Stopped ? 0 : 1;
      observer.ended(answer.member(), state, done);
    }
    return board;
  }

  private static Answer next(CompletionService<Answer> answers) {
    try {
      return answers.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while members ran", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a runner failed: " + e.getCause(), e.getCause());
    }
  }

  private MemberState state(Answer answer) {
    if (answer.ending() instanceof MemberEnding.Finished) {
      try {
        return finished(answer.member());
      } catch (UserException e) {
        return new MemberState.Failed(e.getMessage());
      }
    }
    return answer.ending() instanceof MemberEnding.Failed failed
        ? new MemberState.Failed(failed.reason())
        : new MemberState.Stopped();
  }

  private MemberState finished(SweepMember member) {
    return new MemberState.Finished(MemberFigures.read(folder.run(member)));
  }

  private void makeFolders() {
    SweepMember any = plan.members().get(0);
    List<Path> folders = new ArrayList<>(List.of(folder.run(any), folder.config(any)));
    folders.add(folder.log(any));
    try {
      for (Path path : folders) {
        Files.createDirectories(path.getParent());
      }
    } catch (IOException e) {
      throw new UserException(folder.path() + ": cannot be written: " + e, e);
    }
  }

  private void writeConfig(SweepMember member) {
    write(folder.config(member), ConfigWriter.write(member.config()));
  }

  private Leaderboard write(Ranking ranking) {
    Leaderboard board = Leaderboard.of(plan, ranking, states);
    write(folder.table(MEMBERS_TABLE), LeaderboardTables.members(board));
    write(folder.table(TABLE), LeaderboardTables.combinations(board));
    write(folder.table(PAGE), new LeaderboardPage(board).html());
    return board;
  }

  private static void write(Path file, String text) {
    try {
      AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw new UserException(e.getMessage(), e);
    }
  }
}

package unroll;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Imports point one way. */
class ImportsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("unroll");

  /** Every package and the ones of ours it may import. */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("layers", List.of()),
          Map.entry("config", List.of()),
          Map.entry("backend", List.of("config")),
          Map.entry("data", List.of("config")),
          Map.entry("network", List.of("config", "data", "layers")),
          Map.entry("training", List.of("config", "data", "layers", "network")),
          Map.entry("generation", List.of("config", "data", "network")),
          Map.entry("insight", List.of("config", "data", "layers", "metrics", "network")),
          Map.entry("metrics", List.of()),
          Map.entry("baseline", List.of("data")),
          Map.entry(
              "task",
              List.of(
                  "config", "data", "network", "training", "generation", "metrics", "baseline")),
          Map.entry(
              "rehearsal", List.of("config", "data", "layers", "network", "training", "task")),
          Map.entry("experiment", List.of("config", "data", "network", "training", "task")),
          Map.entry("report", List.of("config", "data", "network", "task", "experiment")),
          Map.entry("sweep", List.of("config", "data", "training", "task", "experiment", "report")),
          Map.entry(
              "serve",
              List.of("config", "data", "network", "generation", "task", "experiment", "report")),
          Map.entry(
              "doctor",
              List.of("config", "backend", "data", "network", "task", "rehearsal", "experiment")),
          Map.entry("packing", List.of("config", "data", "task", "experiment")),
          Map.entry("bench", List.of("config", "layers", "network", "generation")),
          Map.entry(
              "command",
              List.of(
                  "config",
                  "backend",
                  "data",
                  "network",
                  "training",
                  "generation",
                  "insight",
                  "task",
                  "rehearsal",
                  "experiment",
                  "report",
                  "sweep",
                  "serve",
                  "packing",
                  "doctor",
                  "bench")));

  private static final List<String> MAY_SEE_DL4J =
      List.of(
          "network",
          "layers",
          "training",
          "generation",
          "insight",
          "rehearsal",
          "experiment",
          "bench");

  @Test
  void everyPackageImportsOnlyWhatItMay() {
    MAY_IMPORT.forEach(
        (name, allowed) -> {
          String[] forbidden =
              MAY_IMPORT.keySet().stream()
                  .filter(other -> !other.equals(name) && !allowed.contains(other))
                  .map(other -> "unroll." + other + "..")
                  .toArray(String[]::new);
          if (forbidden.length > 0) {
            noClasses()
                .that()
                .resideInAPackage("unroll." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CLASSES);
          }
        });
  }

  @Test
  void everyPackageIsOnTheList() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            MAY_IMPORT.keySet().stream()
                .map(name -> "unroll." + name + "..")
                .toArray(String[]::new))
        .and()
        .resideOutsideOfPackage("unroll")
        .should()
        .dependOnClassesThat(alwaysTrue())
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheBenchmarksUseDeeplearning4jsOwnRecurrentLayers() {
    noClasses()
        .that()
        .resideOutsideOfPackages("unroll.bench", "unroll.layers..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "org\\.deeplearning4j\\.nn\\.conf\\.layers\\."
                + "(LSTM|GravesLSTM|RnnOutputLayer|recurrent\\..*).*")
        .check(CLASSES);
  }

  @Test
  void nothingHereSeesSpark() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(CLASSES);
  }

  @Test
  void noPackagesImportEachOther() {
    slices().matching("unroll.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlySomePackagesSeeDeeplearning4j() {
    String[] blind =
        MAY_IMPORT.keySet().stream()
            .filter(name -> !MAY_SEE_DL4J.contains(name))
            .map(name -> "unroll." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(blind)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.deeplearning4j..")
        .check(CLASSES);
  }
}

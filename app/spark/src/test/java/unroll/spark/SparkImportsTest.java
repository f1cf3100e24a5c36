package unroll.spark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SparkImportsTest {
  @Test
  void importsOfOursAreOnTheList() {
    classes()
        .that()
        .resideInAPackage("unroll.spark")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("unroll..")
                .or(resideInAPackage("unroll.spark"))
                .or(resideInAPackage("unroll.command"))
                .or(resideInAPackage("unroll.experiment"))
                .or(resideInAPackage("unroll.task"))
                .or(resideInAPackage("unroll.training"))
                .or(resideInAPackage("unroll.network"))
                .or(resideInAPackage("unroll.data"))
                .or(resideInAPackage("unroll.config")))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("unroll.spark"));
  }
}

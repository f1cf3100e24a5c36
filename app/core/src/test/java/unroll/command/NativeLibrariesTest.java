package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
  private static final Path FOLDER = Path.of("cache", "natives");

  @Test
  void aFolderThatCanBeWrittenIsUnpackedInto() {
    assertEquals(
        Map.of(
            "org.bytedeco.javacpp.cachedir",
            FOLDER.toString(),
            "org.bytedeco.javacpp.cachedir.nosubdir",
            "true"),
        NativeLibraries.properties(FOLDER, false, "before"));
  }

  @Test
  void aFolderThatCanOnlyBeReadIsLoadedFrom() {
    Map<String, String> properties = NativeLibraries.properties(FOLDER, true, "before");
    assertEquals("true", properties.get("org.bytedeco.javacpp.pathsFirst"));
    assertEquals("false", properties.get("org.bytedeco.javacpp.cacheLibraries"));
    assertEquals(FOLDER + File.pathSeparator + "before", properties.get("java.library.path"));
  }

  @Test
  void anEmptyLibraryPathAddsNoPlace() {
    assertEquals(
        FOLDER.toString(), NativeLibraries.properties(FOLDER, true, "").get("java.library.path"));
  }
}

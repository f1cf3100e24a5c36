package unroll.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import unroll.backend.Backend;
import unroll.backend.CudaDevice;
import unroll.config.Words;

/** A diagnosis for a person, in lines. */
public final class DiagnosisText {
  private static final String LINE = "  %-20s %s";

  private final List<String> lines = new ArrayList<>();

  private DiagnosisText() {}

  /** Facts first, then what to do. */
  public static List<String> of(Diagnosis diagnosis) {
    DiagnosisText text = new DiagnosisText();
    text.program(diagnosis.program());
    text.machine(diagnosis.processor(), diagnosis.memory());
    text.folders(diagnosis);
    text.backend(diagnosis.backend());
    diagnosis.trials().forEach(text::trial);
    text.findings(diagnosis);
    return text.lines;
  }

  private void line(String what, Object value) {
    if (value != null) {
      lines.add(LINE.formatted(what, value));
    }
  }

  private void program(Program program) {
    lines.add("program");
    line("unroll", "%s (%s)".formatted(program.version(), program.commit()));
    line("Java", program.java());
    line("system", program.system());
    line("glibc", program.libc());
  }

  private void machine(Processor processor, Memory memory) {
    lines.add("machine");
    line("processor", processor.name());
    line(
        "instructions",
        processor.features().isEmpty() ? null : String.join(" ", processor.features()));
    line(
        "processors",
        processor.available() == processor.threads()
            ? processor.threads()
            : "%d of %d".formatted(processor.available(), processor.threads()));
    line(
        "memory",
        ByteSize.text(memory.usable())
            + (memory.isLimited() ? " of the machine's " + ByteSize.text(memory.machine()) : ""));
    line("Java's heap", "up to " + ByteSize.text(memory.heap()));
  }

  private void folders(Diagnosis diagnosis) {
    lines.add("folders");
    for (Folder folder : diagnosis.folders()) {
      String free = folder.free() < 0 ? "" : ", %s free".formatted(ByteSize.text(folder.free()));
      line(folder.purpose(), folder.path() + (folder.writable() ? free : ", cannot be written"));
    }
  }

  private void backend(BackendFacts backend) {
    lines.add("backend");
    line("asked for", Words.kebabCase(backend.asked()));
    line(
        "used",
        backend.used() == null
            ? "none: " + backend.reason()
            : "%s: %s".formatted(Words.kebabCase(backend.used()), backend.reason()));
    line("CUDA library", backend.library() == null ? "none in this program" : backend.library());
    line("NVIDIA driver", backend.driver());
    for (CudaDevice device : backend.devices()) {
      String memory = device.memory() < 0 ? "" : ", " + ByteSize.text(device.memory());
      line("device", device + memory);
    }
  }

  private void trial(Trial trial) {
    lines.add("trial on " + Words.kebabCase(trial.backend()));
    line("failed", trial.failure());
    line("oneDNN", trial.onednn() == null ? null : trial.onednn() + ", " + trial.instructions());
    line("OpenBLAS", trial.openblasCore() == null ? null : trial.openblasCore() + " kernels");
    if (trial.nd4j() != null) {
      boolean isCpu = trial.backend() == Backend.CPU;
      line("ND4J", isCpu ? "compiled for " + trial.nd4j() : trial.nd4j());
      line(
          "layers",
          isCpu
              ? "the kernel for processors, " + Words.counted(trial.threads(), "thread")
              : "ND4J operations");
    }
    if (trial.secondsAStep() != null) {
      line(
          "an optimizer step",
          String.format(
              Locale.ROOT, "%.2f ms (of %,d)", 1000 * trial.secondsAStep(), trial.steps()));
    }
  }

  private void findings(Diagnosis diagnosis) {
    lines.add("");
    for (Finding finding : diagnosis.findings()) {
      lines.add("%s: %s".formatted(Words.kebabCase(finding.level()), finding.what()));
      lines.add("  -> " + finding.remedy());
    }
    if (diagnosis.verdict() != null) {
      lines.add("verdict: " + diagnosis.verdict());
    }
    long problems = count(diagnosis, Finding.Level.PROBLEM);
    long warnings = count(diagnosis, Finding.Level.WARNING);
    lines.add(
        problems + warnings == 0
            ? "nothing stands in the way"
            : List.of(Words.counted(problems, "problem"), Words.counted(warnings, "warning"))
                .stream()
                .filter(part -> !part.startsWith("0"))
                .collect(Collectors.joining(", ")));
  }

  private static long count(Diagnosis diagnosis, Finding.Level level) {
    return diagnosis.findings().stream().filter(finding -> finding.level() == level).count();
  }
}

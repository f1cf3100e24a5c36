package unroll.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.util.ArrayList;
import java.util.List;
import unroll.backend.ComputeCapability;

/**
 * All that was found.
 *
 * @param trials a process each that loaded a backend
 * @param verdict on the configuration's speed, null without one
 */
public record Diagnosis(
    Program program,
    Processor processor,
    Memory memory,
    List<Folder> folders,
    BackendFacts backend,
    List<Trial> trials,
    String verdict,
    List<Finding> findings) {

  public Diagnosis {
    folders = List.copyOf(folders);
    trials = List.copyOf(trials);
    findings = List.copyOf(findings);
  }

  /** The same with what the trials found. */
  public Diagnosis with(List<Trial> found) {
    Verdict said = Verdict.of(backend, found);
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(said.findings());
    return new Diagnosis(program, processor, memory, folders, backend, found, said.sentence(), all);
  }

  /** Whether nothing keeps a training from running as it was asked for. */
  public boolean isHealthy() {
    return findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM);
  }

  /** As one JSON object; sizes are bytes, times seconds. */
  public String json() {
    try {
      return JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .addModule(
              new SimpleModule()
                  .addSerializer(ComputeCapability.class, ToStringSerializer.instance))
          .build()
          .writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package unroll.spark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;

/**
 * Hadoop on the loopback interface, each server a process: HDFS with two data nodes, and YARN with
 * a node, if it is asked for.
 */
final class HadoopCluster implements AutoCloseable {
  private static final String SERVERS = "org.apache.hadoop.";
  private static final String NAME_NODE = SERVERS + "hdfs.server.namenode.NameNode";
  private static final String DATA_NODE = SERVERS + "hdfs.server.datanode.DataNode";
  private static final String RESOURCES = SERVERS + "yarn.server.resourcemanager.ResourceManager";
  private static final String NODE = SERVERS + "yarn.server.nodemanager.NodeManager";

  private final SparkHome home;
  private final String address;
  private final List<Process> dataNodes = new ArrayList<>();
  private final List<Process> others = new ArrayList<>();

  /**
   * @throws org.opentest4j.TestAbortedException where the servers are not on the class path
   */
  HadoopCluster(SparkHome home) throws IOException, InterruptedException {
    assumeTrue(isThere(), "no servers of Hadoop on the class path; -Phadoop brings them");
    this.home = home;
    address = "hdfs://127.0.0.1:" + SparkCluster.freePort();
    write("core-site.xml", "fs.defaultFS " + address);
    write("hdfs-site.xml", hdfs("name"));
    start("format", home.configuration(), NAME_NODE, "-format", "-nonInteractive").await(0);
    StartedProcess nameNode = start("name-node", home.configuration(), NAME_NODE);
    others.add(nameNode.process());
    for (String node : List.of("data-1", "data-2")) {
      Path own = Files.createDirectories(home.folder().resolve(node + "-conf"));
      Files.writeString(own.resolve("hdfs-site.xml"), xml(hdfs(node)));
      dataNodes.add(start(node, own, DATA_NODE).process());
    }
    nameNode.awaitThat(this::isReady);
  }

  private static boolean isThere() {
    return HadoopCluster.class.getResource("/" + NAME_NODE.replace('.', '/') + ".class") != null;
  }

  private String hdfs(String node) {
    return """
        hadoop.tmp.dir %s
        dfs.replication 2
        dfs.namenode.http-address 127.0.0.1:0
        dfs.datanode.address 127.0.0.1:0
        dfs.datanode.http.address 127.0.0.1:0
        dfs.datanode.ipc.address 127.0.0.1:0
        dfs.datanode.hostname 127.0.0.1
        """
        .formatted(home.folder().resolve(node));
  }

  /** Starts YARN: one node, which measures the memory that processes take. */
  void startYarn() throws IOException {
    StringBuilder keys = new StringBuilder();
    for (String listener : List.of("", ".scheduler", ".resource-tracker", ".admin")) {
      keys.append(
          "yarn.resourcemanager%s.address 127.0.0.1:%d\n"
              .formatted(listener, SparkCluster.freePort()));
    }
    keys.append(
        """
        yarn.resourcemanager.webapp.address 127.0.0.1:0
        yarn.resourcemanager.scheduler.class %s.scheduler.fifo.FifoScheduler
        yarn.scheduler.minimum-allocation-mb 256
        yarn.nodemanager.address 127.0.0.1:0
        yarn.nodemanager.localizer.address 127.0.0.1:0
        yarn.nodemanager.webapp.address 127.0.0.1:0
        yarn.nodemanager.local-dirs %s
        yarn.nodemanager.log-dirs %s
        yarn.nodemanager.resource.memory-mb 8192
        yarn.nodemanager.resource.cpu-vcores 4
        yarn.nodemanager.vmem-check-enabled false
        yarn.nodemanager.disk-health-checker.enable false
        yarn.nodemanager.env-whitelist JAVA_HOME
        """
            .formatted(
                RESOURCES.substring(0, RESOURCES.lastIndexOf('.')),
                home.folder().resolve("yarn-local"),
                home.folder().resolve("yarn-logs")));
    write("yarn-site.xml", keys.toString());
    others.add(start("resource-manager", home.configuration(), RESOURCES).process());
    others.add(start("node-manager", home.configuration(), NODE).process());
  }

  private void write(String name, String keys) throws IOException {
    Files.writeString(home.configuration().resolve(name), xml(keys));
  }

  /**
   * @param keys each on a line, with its value
   */
  private static String xml(String keys) {
    return keys.lines()
        .map(line -> line.split(" ", 2))
        .map("<property><name>%s</name><value>%s</value></property>"::formatted)
        .collect(Collectors.joining("\n", "<configuration>\n", "\n</configuration>\n"));
  }

  private StartedProcess start(String name, Path configuration, String... arguments) {
    String first = configuration + File.pathSeparator + home.servers() + File.separator + "*";
    ProcessBuilder java = home.java(first, List.of(arguments));
    java.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return home.start(java, home.folder().resolve(name + ".log"));
  }

  private boolean isReady() {
    try (FileSystem files = files()) {
      return ((DistributedFileSystem) files).getDataNodeStats(DatanodeReportType.LIVE).length
          == dataNodes.size();
    } catch (IOException e) {
      return false;
    }
  }

  /** Its address, without a path. */
  String address() {
    return address;
  }

  Process dataNode(int node) {
    return dataNodes.get(node);
  }

  /** Not the one that this process keeps, so that every caller closes its own. */
  FileSystem files() throws IOException {
    Configuration keys = new Configuration();
    keys.addResource(
        new org.apache.hadoop.fs.Path(home.configuration().resolve("hdfs-site.xml").toUri()));
    return FileSystem.newInstance(URI.create(address), keys);
  }

  /** Starts a process that writes into a file of HDFS what it is given, until it is killed. */
  StartedProcess writer(String path) {
    return start(
        "writer",
        home.configuration(),
        "org.apache.hadoop.fs.FsShell",
        "-put",
        "-d",
        "-",
        address + path);
  }

  @Override
  public void close() {
    List<Process> all = new ArrayList<>(others);
    all.addAll(dataNodes);
    SparkCluster.end(all);
  }
}

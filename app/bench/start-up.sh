#!/usr/bin/env bash
# How long starts take: medians of wall time and of processor time of user code, on a machine that should do nothing else.
#   app/bench/start-up.sh [TIMES]     each of them that often (11); then first starts, which unpack the native libraries
#   DROP=1                            as root: also with all files dropped from memory, which the whole machine feels
set -euo pipefail
project=$(cd "$(dirname "$0")/../.." && pwd -P)
times=${1:-11}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=$project/app/core/target/unroll.jar
hello=$project/app/configs/hello.yaml
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
TIMEFORMAT='%R %U'

median() {
  sort -n | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

# measure NAME TIMES BEFORE COMMAND...: BEFORE is run, untimed, ahead of each.
measure() {
  local name=$1 count=$2 before=$3
  shift 3
  : >"$scratch/times"
  for _ in $(seq "$count"); do
    rm -rf "$scratch/run"
    $before
    { time "$@" >/dev/null 2>"$scratch/errors"; } 2>>"$scratch/times" || { cat "$scratch/errors" >&2; exit 1; }
  done
  printf '%-58s %8.2f s %8.2f s\n' "$name" "$(cut -d' ' -f1 "$scratch/times" | median)" "$(cut -d' ' -f2 "$scratch/times" | median)"
}

forget_natives() { rm -rf "$scratch/cache"; }
drop_files() { sync; echo 3 >/proc/sys/vm/drop_caches; }

"$project/unroll" train "$hello" --out "$scratch/run" >/dev/null
printf '%-58s %10s %10s\n' "warm, medians of $times" wall user
measure 'java -jar unroll.jar --help' "$times" : "$java" -jar "$jar" --help
measure './unroll --help' "$times" : "$project/unroll" --help
measure 'java -jar unroll.jar train hello.yaml' "$times" : "$java" -jar "$jar" train "$hello" --out "$scratch/run"
measure './unroll train hello.yaml' "$times" : "$project/unroll" train "$hello" --out "$scratch/run"
printf '%-58s %10s %10s\n' "cold, medians of 3" wall user
measure './unroll train hello.yaml, natives not unpacked' 3 forget_natives \
  env UNROLL_CACHE="$scratch/cache" "$project/unroll" train "$hello" --out "$scratch/run"
if [ "${DROP:-0}" = 1 ]; then
  measure './unroll train hello.yaml, files not in memory' 3 drop_files "$project/unroll" train "$hello" --out "$scratch/run"
  measure './unroll --help, files not in memory' 3 drop_files "$project/unroll" --help
fi

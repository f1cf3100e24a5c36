#!/usr/bin/env bash
# Trains an encoder and decoder with unroll and with PyTorch, the same model on the same batches: first shows that it is the
# same (without dropout the losses of both must agree), then has both take turns, one and two threads each, on a machine
# that should do nothing else. Prints medians of the rounds, and the ratio of target tokens a second.
#   app/bench/compare-translation.sh CONFIG [ROUNDS] [ATTENTIONS] [KEY=VALUE]...
#     ROUNDS: passes over the batches that are measured (3); ATTENTIONS: some of "additive general dot none" (additive)
#   PYTHON=...    one with PyTorch and NumPy; several, a space between them: each has its turn
#   BATCHES=8    of the training's first    WARM_UPS=12   passes before those measured: HotSpot compiles for some seconds
set -euo pipefail
if [ $# -lt 1 ]; then
  sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
project=$(cd "$(dirname "$0")/../.." && pwd -P)
config=$1
rounds=${2:-3}
attentions=${3:-additive}
settings=("${@:4}")
read -ra pythons <<<"${PYTHON:-python3}"
batches=${BATCHES:-8}
warm_ups=${WARM_UPS:-12}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jars=("$project/app/core/target/unroll.jar" "$project"/app/bench/target/unroll-bench-*.jar)
scratch=$(mktemp -d)
running=()
trap 'kill "${running[@]}" 2>/dev/null || true; rm -rf "$scratch"' EXIT
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
# OpenBLAS of 2022 knows no newer processors; where they have AVX-512 both sides get its kernels.
if [ -z "${OPENBLAS_CORETYPE+set}" ] && grep -qs avx512vl /proc/cpuinfo; then
  export OPENBLAS_CORETYPE=SkylakeX
fi
for jar in "${jars[@]}"; do
  [ -f "$jar" ] || { echo "build first: ./mvnw -q package -DskipTests" >&2; exit 1; }
done
for python in "${pythons[@]}"; do
  "$python" -c 'import numpy, torch' || { echo "$python has no PyTorch or no NumPy" >&2; exit 1; }
done

# begin SIDE COMMAND...: starts a side, which says when it is ready; a line to it is a pass, a line from it the outcome.
begin() {
  local side=$1
  mkfifo "$scratch/to-$side" "$scratch/from-$side"
  "${@:2}" <"$scratch/to-$side" >"$scratch/from-$side" &
  running+=($!)
  exec {to[side]}>"$scratch/to-$side" {from[side]}<"$scratch/from-$side"
  rm "$scratch/to-$side" "$scratch/from-$side"
  local line=
  until [ "$line" = ready ]; do read -r line <&"${from[side]}" || exit 1; done
}

# turn SIDE FILE: a pass; its outcome goes to the file.
turn() {
  echo >&"${to[$1]}"
  local line
  read -r line <&"${from[$1]}" || exit 1
  echo "$line" >>"$2"
}

# begin_all THREADS KEY=VALUE...: side 0 is unroll, which leaves model and batches for the others.
begin_all() {
  local threads=$1 side=0
  shift
  running=() to=() from=()
  begin 0 env OMP_NUM_THREADS=1 "$java" -cp "$(IFS=:; echo "${jars[*]}")" unroll.bench.peer.TranslationTraining \
    "$config" "$scratch/shared" "$batches" "$threads" "${settings[@]}" "$@"
  for python in "${pythons[@]}"; do
    side=$((side + 1))
    begin $side env OMP_NUM_THREADS="$threads" "$python" "$project/app/bench/peer_translation_torch.py" \
      "$scratch/shared" "$threads"
  done
}

end_all() {
  for side in "${!to[@]}"; do exec {to[side]}>&- {from[side]}<&-; done
  wait "${running[@]}" || true
  running=()
}

# turns FILE: each side once.
turns() {
  for side in "${!to[@]}"; do turn "$side" "$1"; done
}

for attention in $attentions; do
  begin_all 1 network.decoder.attention="$attention" network.dropout=0 network.input-dropout=0
  : >"$scratch/same"
  turns "$scratch/same"
  end_all
  "${pythons[0]}" - "$attention" "$scratch/same" <<'PYTHON'
import json, sys

ours, *theirs = map(json.loads, open(sys.argv[2]))
for peer in theirs:
    apart = [abs(a / b - 1) for a, b in zip(ours["losses"], peer["losses"])]
    print(f"{sys.argv[1]}, without dropout: loss of the first batch {ours['losses'][0]:.7f} (unroll) and "
          f"{peer['losses'][0]:.7f} ({peer['peer']}), apart by {apart[0]:.1e}; after {len(apart) - 1} steps by {apart[-1]:.1e}")
    if not (apart[0] < 1e-5 and max(apart) < 1e-3 and ours["targets"] == peer["targets"]):
        sys.exit("the two do not compute the same")
PYTHON
  for threads in 1 2; do
    begin_all $threads network.decoder.attention="$attention"
    for _ in $(seq "$warm_ups"); do turns /dev/null; done
    for _ in $(seq "$rounds"); do turns "$scratch/$attention"; done
    end_all
  done
done

"${pythons[0]}" - "$scratch" $attentions <<'PYTHON'
import collections, json, statistics, sys

folder, *attentions = sys.argv[1:]
print(f"{'target tokens a second':24}{'threads':>8}{'peer':>20}{'median':>10}{'slowest':>10}{'fastest':>10}{'ratio':>8}")
for attention in attentions:
    runs = collections.defaultdict(list)
    for line in open(f"{folder}/{attention}"):
        run = json.loads(line)
        runs[run["threads"], run["peer"]].append(run["targets"] / run["seconds"])
    ours, theirs = [], []
    for (threads, peer), speeds in runs.items():
        median = statistics.median(speeds)
        (ours if peer == "unroll" else theirs).append(median)
        ratio = "" if peer == "unroll" else f"{statistics.median(runs[threads, 'unroll']) / median:8.2f}"
        print(f"{attention:24}{threads:8}{peer:>20}{median:10.0f}{min(speeds):10.0f}{max(speeds):10.0f}{ratio}")
    print(f"{attention + ', best of each':24}{max(ours) / max(theirs):76.2f}")
PYTHON

#!/bin/sh
# Runs the same work with unroll, with Deeplearning4j's own layers and, where Python has it, with PyTorch: one after the
# other, some rounds, one and two threads each, on a machine that should do nothing else. Prints medians of the rounds
# and ratios, each side with the thread count that suits it best.
#   app/bench/compare.sh [ROUNDS] [WORKS]     WORKS: some of "train sample tag large", in quotes; all of them by default
set -eu
home=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd -P)
rounds=${1:-3}
works=${2:-train sample tag large}
peer=$home/app/bench/peer_torch.py
python=${PYTHON:-python3}
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
# OpenBLAS of 2022 knows no newer processors; where they have AVX-512 both sides get its kernels.
if [ -z "${OPENBLAS_CORETYPE+set}" ] && grep -qs avx512vl /proc/cpuinfo; then
  export OPENBLAS_CORETYPE=SkylakeX
fi
has_torch=false
if "$python" -c 'import torch' 2>/dev/null && [ -f "$peer" ]; then has_torch=true; fi

# A side that cannot do the work leaves the row without a figure.
run() {
  "$@" >>"$lines" || echo "failed: $*" >&2
}

measure() {
  options="$*"
  for threads in 1 2; do
    run "$home/unroll" bench $options --threads $threads
    if $has_torch; then
      run env OMP_NUM_THREADS=$threads "$python" "$peer" $options --threads $threads
    fi
  done
  case "$options" in
    *gru*) ;;
    *) run env OMP_NUM_THREADS=1 "$home/unroll" bench $options --threads 1 --stock ;;
  esac
}

round=1
while [ "$round" -le "$rounds" ]; do
  for work in $works; do
    if [ "$work" = large ]; then
      measure train --cell lstm --hidden 512 --batch 64 --time 64
      measure train --cell gru --hidden 512 --batch 64 --time 64
    else
      for cell in rnn lstm gru; do measure "$work" --cell $cell; done
    fi
  done
  round=$((round + 1))
done

"$python" - "$lines" <<'PYTHON'
import collections, json, statistics, sys

runs = collections.defaultdict(lambda: collections.defaultdict(list))
for line in open(sys.argv[1]):
    if line.startswith("{"):
        run = json.loads(line)
        work = tuple(run[key] for key in ("what", "cell", "hidden", "layers", "batch", "time"))
        runs[work][run["peer"].split()[0], run["threads"]].append(run["milliseconds"])
print(f"{'work':34}{'unroll':>18}{'pytorch':>18}{'ratio':>8}{'deeplearning4j':>18}{'ratio':>8}")
for work, sides in runs.items():
    best = {}
    for (peer, threads), times in sides.items():
        median = statistics.median(times)
        if peer not in best or median < best[peer][0]:
            best[peer] = (median, threads)
    what, cell, hidden, layers, batch, time = work
    row = f"{what} {cell} {layers} x {hidden}, {batch} x {time}".ljust(34)
    ours = best["unroll"][0]
    for peer in ("unroll", "pytorch", "deeplearning4j"):
        if peer in best:
            row += f"{best[peer][0]:10.2f} ms ({best[peer][1]})".rjust(18)
            if peer != "unroll":
                row += f"{best[peer][0] / ours:8.2f}"
        else:
            row += f"{'-':>18}" + (f"{'-':>8}" if peer != "unroll" else "")
    print(row)
PYTHON

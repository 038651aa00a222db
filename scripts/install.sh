#!/bin/sh
# Installs pinned requirements into .venv: uv where it can, pip where uv cannot reach the package index.
# Usage: install.sh FILE...   Each FILE is a requirements file with hashes.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

if [ ! -x "$bin/python" ]; then
    python=$(sh scripts/find_python.sh)
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv .venv
fi
if [ ! -x "$bin/uv" ]; then
    "$bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
fi

flags=""
for file in "$@"; do
    flags="$flags -r $file"
done
# $flags is split into words on purpose.
# shellcheck disable=SC2086
if ! VIRTUAL_ENV="$PWD/.venv" "$bin/uv" pip install --quiet --require-hashes $flags; then
    echo "uv could not install the requirements; trying pip, which reads its own settings." >&2
    "$bin/python" -m pip install --disable-pip-version-check --require-hashes $flags
fi
VIRTUAL_ENV="$PWD/.venv" "$bin/uv" pip install --quiet --no-deps --no-build-isolation --offline --editable .

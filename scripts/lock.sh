#!/bin/sh
# Pins the requirements with hashes for every platform, naming no package host.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-emit-find-links "$@"
}
compile requirements/base.in -o requirements/base.txt
compile -c requirements/base.txt requirements/test.in -o requirements/test.txt
compile -c requirements/test.txt requirements/build.in -o requirements/build.txt
compile -c requirements/test.txt requirements/bootstrap.in -o requirements/bootstrap.txt

#!/bin/sh
# Prints the first Python on this machine that is 3.11 or later; says what to do when there is none.
set -eu
too_old=""
for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python3; do
    if ! version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null); then
        continue
    fi
    if ! "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        too_old="$name is Python $version"
        continue
    fi
    if ! "$name" -c 'import ensurepip, venv' 2>/dev/null; then
        too_old="$name is Python $version but cannot make a virtual environment (on Debian or Ubuntu: apt-get install python3-venv)"
        continue
    fi
    command -v "$name"
    exit 0
done
echo "Peelian needs Python 3.11 or later with its venv module. Found: ${too_old:-no python3 at all}." >&2
echo "Install one, or name it: make run PYTHON=/path/to/python3" >&2
exit 1

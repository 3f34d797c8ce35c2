#!/bin/sh
# Find a Python that is new enough, by asking each candidate (a shim may be dead), and make the
# environment with it. One clear sentence when there is none.
set -u
venv=$1
found=
for candidate in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3 python; do
    version=$("$candidate" -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null) || continue
    if [ "$version" = True ]; then
        found=$candidate
        break
    fi
done
if [ -z "$found" ]; then
    echo "Samspill needs Python 3.11 or newer, and found none. Install it (on Debian or Ubuntu:" \
        "apt install python3 python3-venv), or name one: make run PYTHON=/path/to/python3.12" >&2
    exit 1
fi
if ! "$found" -m venv "$venv" 2>/dev/null; then
    rm -rf "$venv"
    echo "$found cannot make an environment: its venv module is missing. On Debian or Ubuntu:" \
        "apt install python3-venv" >&2
    exit 1
fi

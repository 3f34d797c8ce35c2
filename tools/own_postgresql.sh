#!/bin/sh
# Start (and stop) a throw-away PostgreSQL for the tests, on a free port and in a folder of its own.
# `start` prints the variable that `make test-postgresql` reads.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
folder=${TMPDIR:-/tmp}/samspill-test-postgresql
as_postgres() {
    # PostgreSQL refuses to run as root.
    if [ "$(id -u)" = 0 ]; then su postgres -c "$1"; else sh -c "$1"; fi
}
case $1 in
start)
    # A free port, so that two runs at once do not meet.
    port=$(python3 -c 'import socket; one = socket.create_server(("127.0.0.1", 0)); print(one.getsockname()[1])')
    as_postgres "'$bin/pg_ctl' -D '$folder/data' -m immediate stop" >/dev/null 2>&1 || true
    rm -rf "$folder"
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as_postgres "'$bin/initdb' -D '$folder/data' -A trust -U samspill -E UTF8 --locale=C.UTF-8" >/dev/null
    as_postgres "'$bin/pg_ctl' -D '$folder/data' -w -l '$folder/log' -o '-p $port -k $folder -h 127.0.0.1' start" >/dev/null
    echo "export SAMSPILL_TEST_DATABASE_URL=postgresql://samspill@127.0.0.1:$port/postgres"
    ;;
stop)
    as_postgres "'$bin/pg_ctl' -D '$folder/data' -m immediate stop" >/dev/null 2>&1 || true
    rm -rf "$folder"
    ;;
esac

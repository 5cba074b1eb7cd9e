#!/usr/bin/env bash
# A throw-away PostgreSQL server for the tests, on loopback, in a temporary folder.
#
#   export ONRECORD_TEST_POSTGRES="$(tests/store/postgres.sh)"     # starts it and prints its address
#   tests/store/postgres.sh stop "$ONRECORD_TEST_POSTGRES"          # stops it and removes the folder
#
# Installs Debian's postgresql where there is no pg_ctl (as root). All but the address goes to stderr.
set -euo pipefail

user=postgres

as_owner() { # the server refuses to run as root
    if [ "$(id -u)" = 0 ]; then
        runuser -u "$user" -- "$@"
    else
        "$@"
    fi
}

find_bin() {
    if command -v pg_ctl >/dev/null; then
        dirname "$(readlink -f "$(command -v pg_ctl)")" # a link's folder lacks the other programs
    else
        ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
    fi
}

bin="$(find_bin)"
if [ -z "$bin" ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "no pg_ctl here; install PostgreSQL, or run this as root" >&2
        exit 1
    fi
    # Debian would start a server of its own, which nobody needs here.
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y postgresql; } >&2
    bin="$(find_bin)"
fi

if [ "${1:-}" = stop ]; then
    port="$(sed -E 's#.*:([0-9]+)/.*#\1#' <<<"${2:?give the address that the start printed}")"
    folder="$(cat "/tmp/onrecord-postgres.$port")"
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >&2
    rm -rf "$folder" "/tmp/onrecord-postgres.$port"
    exit
fi

folder="$(mktemp -d /tmp/onrecord-postgres.XXXXXX)"
[ "$(id -u)" = 0 ] && chown "$user" "$folder"
cd "$folder"
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
as_owner "$bin/initdb" -D "$folder/data" -U onrecord -A trust -E UTF8 --locale=C.UTF-8 >&2
as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder" start >&2
trap 'as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate stop >&2; rm -rf "$folder"' ERR
as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U onrecord onrecord >&2
echo "$folder" >"/tmp/onrecord-postgres.$port"
echo "postgresql://onrecord@127.0.0.1:$port/onrecord"

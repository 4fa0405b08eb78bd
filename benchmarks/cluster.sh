#!/usr/bin/env bash
# The same load, one event per request, on the node, on one silo in memory, and on one and two silos on PostgreSQL, one after the other on
# this machine: server, database and load generator share its cores. About eight minutes; needs PostgreSQL 15 from Debian.
#   benchmarks/cluster.sh [folder for what is printed, default artifacts/cluster]
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-artifacts/cluster}
mkdir -p "$out"
[ -n "${BUILT:-}" ] || dotnet build Engagement.sln -c Cluster -v quiet >/dev/null || { echo "it does not build"; exit 1; }

bin=/usr/lib/postgresql/15/bin
work=$(mktemp -d)
port=15432
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }
end() {
  for process in $(jobs -p); do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  as "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap end EXIT
[ "$(id -u)" != 0 ] || chown postgres "$work"
as "$bin/initdb" -D "$work/data" -U engagement -A trust >/dev/null
as "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300" start >/dev/null

load() { dotnet artifacts/bin/Engagement.Load/release/Engagement.Load.dll p3 --pin no --rounds 3 --users 20000 --events 200000 --out "$out/$1" "${@:2}" 2>&1 | tee "$out/$1.txt"; }

# silo NAME HTTP SILO GATEWAY ARGUMENTS...: in the background, until it is ready.
silo() {
  local name=$1 http=$2
  dotnet artifacts/bin/Engagement.Silo/release/Engagement.Silo.dll --urls "http://127.0.0.1:$http" \
    --Engagement:Silo:SiloPort "$3" --Engagement:Silo:GatewayPort "$4" "${@:5}" >"$work/$name" 2>&1 &
  until curl -fs "http://127.0.0.1:$http/health/ready" >/dev/null 2>&1; do
    kill -0 $! 2>/dev/null || { cat "$work/$name"; exit 1; }
    sleep 0.5
  done
}
keys() { echo --write-key "$(grep -ho 'wk_[A-Za-z0-9_-]*' "$work"/"$1"* | head -1)" --secret-key "$(grep -ho 'sk_[A-Za-z0-9_-]*' "$work"/"$1"* | head -1)"; }
database() { as "$bin/createdb" -h 127.0.0.1 -p $port -U engagement "$1"; echo "Host=127.0.0.1;Port=$port;Username=engagement;Database=$1;Max Auto Prepare=100;Maximum Pool Size=100"; }
stop() { for process in $(jobs -p); do kill "$process"; wait "$process" || true; done; }

{ date -u +%FT%TZ; git rev-parse --short HEAD; uname -sr; nproc; uptime; } | tee "$out/machine.txt"
load node
silo dev 18081 18111 18112 --dev
load one-in-memory --url http://127.0.0.1:18081 $(keys dev)
stop
one=$(database one)
silo one 18081 18111 18112 --Engagement:Silo:Postgres "$one"
load one --url http://127.0.0.1:18081 $(keys one)
stop
two=$(database two)
silo two-a 18081 18111 18112 --Engagement:Silo:Postgres "$two"
silo two-b 18082 18113 18114 --Engagement:Silo:Postgres "$two"
load two --url http://127.0.0.1:18081 $(keys two)
stop

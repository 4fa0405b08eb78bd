#!/usr/bin/env bash
# Measures P1 to P6 and P8, each beside its bare counterpart, in one run: ten to twenty minutes of a machine with nothing else to do.
#   benchmarks/measure.sh [folder for what is printed, default artifacts/measure]
set -uo pipefail
cd "$(dirname "$0")/.."
out=${1:-artifacts/measure}
mkdir -p "$out"
dotnet build Engagement.sln -c Release -v quiet >/dev/null || { echo "it does not build"; exit 1; }
load() { dotnet artifacts/bin/Engagement.Load/release/Engagement.Load.dll "$@"; }
micro() { dotnet artifacts/bin/Engagement.Benchmarks/release/Engagement.Benchmarks.dll "$@"; }

{ date -u +%FT%TZ; git rev-parse --short HEAD; uname -sr; grep -m1 'model name' /proc/cpuinfo; nproc; uptime; } | tee "$out/machine.txt"
load all --out "$out/load" 2>&1 | tee "$out/load.txt"                                                          # P3, P4, P5, and the crash test
micro engine 2>&1 | tee "$out/engine.txt"                                                                      # P2
micro recovery 2>&1 | tee "$out/recovery.txt"                                                                  # P8
micro decide 2>&1 | tee "$out/decide.txt"                                                                           # P1
micro --short --filter '*MatchBenchmarks*' --artifacts "$out/micro" 2>&1 | tee "$out/match.txt"                     # P6
uptime | tee -a "$out/machine.txt"

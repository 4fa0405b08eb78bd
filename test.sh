#!/usr/bin/env bash
# Installs what the tests need, builds everything, runs every test, and ends with one line: N passed, N failed, N skipped.
# What may not be installed here is named, and the tests that need it are skipped by name.
#   ./test.sh            everything
#   ./test.sh --fast     no end-to-end tests
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export ENGAGEMENT_CONFIGURATION=Release
results=artifacts/test-results
cluster="src/Engagement.Silo tests/Engagement.Cluster.Tests benchmarks/Engagement.Cluster.Benchmarks"
azure="src/Engagement.Silo.Azure tests/Engagement.Silo.Azure.Tests"
export ENGAGEMENT_AZURITE=${ENGAGEMENT_AZURITE:-$PWD/artifacts/azurite}
fast=${1:-}

say() { printf '\n== %s\n' "$*"; }

# install COMMAND PACKAGE WHY: Debian's package, where this is Debian and we are root. COMMAND is a name on the PATH or a whole path.
install() {
  command -v "$1" >/dev/null 2>&1 && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # A package must not start a service of its own: this is how Debian asks whether it may.
    policy=/usr/sbin/policy-rc.d
    [ -e $policy ] && policy= || { printf '#!/bin/sh\nexit 101\n' >$policy; chmod +x $policy; }
    [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null 2>&1; updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null 2>&1
    [ -z "$policy" ] || rm -f "$policy"
  fi
  command -v "$1" >/dev/null 2>&1 || echo "missing: $1 ($2). $3"
}

if ! command -v dotnet >/dev/null 2>&1; then
  echo "missing: dotnet. Install the .NET SDK 10.0 (see global.json); without it nothing can be built."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

if [ "$fast" != --fast ]; then
  say "what the tests need"
  install node nodejs "The tests with real clients are skipped."
  install npm npm "The tests with real clients are skipped."
  install chromium chromium "The tests in a browser are skipped."
  install strace strace "The tests of durability by system calls are skipped."
  install rabbitmq-server rabbitmq-server "The tests of a stream on a real broker are skipped."
  install promtool prometheus "The check of /metrics by promtool is skipped."
  install /usr/lib/postgresql/15/bin/postgres postgresql-15 "The tests on PostgreSQL are skipped."
  if command -v npm >/dev/null 2>&1; then
    (cd tests/Engagement.EndToEnd/clients && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error) \
      || echo "missing: npm packages of the real clients. Their tests are skipped."
    [ -d "$ENGAGEMENT_AZURITE/node_modules/azurite" ] \
      || npm install --prefix "$ENGAGEMENT_AZURITE" --no-audit --no-fund --ignore-scripts --loglevel=error azurite@3.35.0 \
      || echo "missing: the npm package azurite. The tests on Azure Storage's emulator are skipped."
  fi
fi

say "build"
# restores NAME PROJECT...: whether all of them do.
restores() {
  local name=$1 project
  shift
  for project in "$@"; do
    if ! dotnet restore "$project" -v quiet >/dev/null 2>&1; then
      echo "$name tests skipped: the packages do not restore here (dotnet restore $project)"
      return 1
    fi
  done
}

# The configuration Cluster builds what Release does, and beside it what needs Orleans; Azure what Cluster does, and what needs Azure's packages.
configuration=Release
if restores cluster $cluster; then
  configuration=Cluster
  restores azure $azure && configuration=Azure
fi
dotnet build Engagement.sln -c $configuration -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

say "style"
style=0
# The build has held style and analysis already; what is left is white space.
dotnet format whitespace . --folder --verify-no-changes --exclude artifacts tests/Engagement.EndToEnd/clients || style=1

say "tests"
rm -rf "$results"
status=$style

# run PROJECT NAME ARGUMENTS...: what was built, with its results under that name.
run() {
  local project=$1 name=$2
  shift 2
  dotnet test "$project" -c Release --no-build --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" "$@" || status=1
}

for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  case $name in
    Engagement.EndToEnd) [ "$fast" = --fast ] || run "$project" "$name" ;;
    Engagement.Cluster.Tests) [ $configuration = Release ] || run "$project" "$name" ;;
    Engagement.Silo.Azure.Tests) [ $configuration != Azure ] || run "$project" "$name" ;;
    *) run "$project" "$name" ;;
  esac
done

if [ "$fast" != --fast ] && [ $configuration != Release ]; then
  # The same tests against silos on PostgreSQL, but those of the disk, which are of the server's own, and those that start silos in any case.
  say "the end-to-end tests against two silos"
  ENGAGEMENT_DEPLOYMENT=silos run tests/Engagement.EndToEnd Engagement.EndToEnd.silos \
    --filter "FullyQualifiedName!~EndToEnd.Cluster&FullyQualifiedName!~EndToEnd.Durability"

  # What differs behind a gateway is how calls and messages travel; by hand all of them can be run, as above.
  say "the end-to-end tests of events and messages against a gateway before two silos"
  ENGAGEMENT_DEPLOYMENT=gateway run tests/Engagement.EndToEnd Engagement.EndToEnd.gateway \
    --filter "FullyQualifiedName~EndToEnd.AbandonedCart|FullyQualifiedName~EndToEnd.RealClients"
fi

count() { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(count passed)
failed=$(( $(count failed) + style ))
total=$(count total)
[ "$style" = 0 ] || echo "dotnet format found changes to make: see above"
# A run that ended without results, or with fewer than it had.
[ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1
[ "$total" -gt 0 ] || { failed=$((failed + 1)); status=1; }
echo "$passed passed, $failed failed, $((total - passed - failed + style)) skipped"
exit $status

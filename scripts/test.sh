#!/usr/bin/env bash
# The tests of the four distributions and of the whole, without a browser:
# on SQLite, and again on the server that TEST_DATABASE_URL names.
set -euo pipefail
ROOT=$PWD B=$PWD/.venv/bin WORKERS=${WORKERS:-2}
SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/edu-portal-tests.XXXXXX")
trap 'rm -rf "$SCRATCH"' EXIT
# Dozens of processes start; where bytecode is not kept each would compile all it imports.
export PYTHONDONTWRITEBYTECODE='' PYTHONPYCACHEPREFIX=$SCRATCH/bytecode
export PYTHONPATH=$ROOT/scripts${PYTHONPATH:+:$PYTHONPATH} PYTEST_PLUGINS=migrated_databases

declare -A FOLDER=([unit_pages]=plugins/unit_pages [comms_plan]=plugins/comms_plan [search]=search [site]=site)
declare -A SETTINGS=([unit_pages]=foreign_site.settings [comms_plan]=foreign_site.settings
  [search]=foreign_project.settings [site]=edu_portal.settings.test)

# Each suite's tables, made once for all its processes; the whole system has those of the site.
migrate() {
  (cd "$ROOT/${FOLDER[$1]}" && PYTHONPATH=tests:$PYTHONPATH DJANGO_SETTINGS_MODULE=${SETTINGS[$1]} \
    "$B/python" "$ROOT/scripts/migrated_databases.py" "$SCRATCH/$1")
}
suite() { # NAME
  local log=$SCRATCH/$1.log started=$SECONDS
  migrate "$1"
  (cd "$ROOT/${FOLDER[$1]}" && MIGRATED_DATABASE=$SCRATCH/$1 "$B/pytest" -q -n $((WORKERS / 2)) --ignore tests/elastic >"$log" 2>&1) ||
    { cat "$log"; printf '%s\n' "✗ ${FOLDER[$1]} ($DATABASE)"; return 1; }
  printf '%s\n' "── ${FOLDER[$1]} ($DATABASE): $(tail -n 1 "$log"), with its tables $((SECONDS - started)) s"
}
suites() { for name; do suite "$name" || return 1; done; }
# On a real Elasticsearch, in one process: these tests stop, hang and restart a server of their own besides.
# What only asks the server is not asked twice.
elastic() {
  [ -n "${TEST_ELASTICSEARCH_URL:-}" ] || return 0
  local log=$SCRATCH/elastic.log started=$SECONDS
  local -a part=(tests/elastic)
  [ "$DATABASE" = SQLite ] || part=(tests/elastic/test_outbox.py tests/elastic/test_faults.py)
  (cd "$ROOT/search" && MIGRATED_DATABASE=$SCRATCH/search "$B/pytest" -q "${part[@]}" >"$log" 2>&1) ||
    { cat "$log"; printf '%s\n' "✗ search on Elasticsearch ($DATABASE)"; return 1; }
  printf '%s\n' "── search on Elasticsearch ($DATABASE): $(tail -n 1 "$log"), $((SECONDS - started)) s"
}
run() { # DATABASE, options of the whole system's tests
  DATABASE=$1
  # Two lanes of about the same length.
  suites unit_pages & local lane=$!
  suites site comms_plan search || { kill "$lane"; wait "$lane"; exit 1; }
  wait "$lane"
  elastic & lane=$!
  printf '%s\n' "── whole system ($DATABASE)"
  MIGRATED_DATABASE=$SCRATCH/site "$B/pytest" -q -n "$WORKERS" tests --ignore tests/browser "${@:2}" ||
    { kill "$lane" 2>/dev/null; wait "$lane"; exit 1; }
  wait "$lane"
}
if [ -z "${TEST_ELASTICSEARCH_URL:-}" ]; then
  [ -z "${REQUIRE_SERVICES:-}" ] || { echo "TEST_ELASTICSEARCH_URL must name an Elasticsearch server." >&2; exit 1; }
  echo "skipped: the tests on Elasticsearch (make engine starts one; set TEST_ELASTICSEARCH_URL=…)"
fi
(unset TEST_DATABASE_URL; run SQLite)
if [ -n "${TEST_DATABASE_URL:-}" ]; then
  # Wheels and the container's files know no database, nor do the seeded leaks: they switch off one of our own
  # locks at a time. Of the isolation matrix an officer and a leader ask everything once more.
  run PostgreSQL --ignore tests/test_wheels.py --ignore tests/test_docker.py \
    --ignore tests/isolation/test_seeded_leaks.py \
    -k 'not (isolation and (administrator or deputy or former or reader))'
elif [ -n "${REQUIRE_SERVICES:-}" ]; then
  echo "TEST_DATABASE_URL must name a PostgreSQL server." >&2; exit 1
else
  echo "skipped: the tests on PostgreSQL (set TEST_DATABASE_URL=postgres://user:password@host/name)"
fi

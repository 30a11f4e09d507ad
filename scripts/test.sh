#!/usr/bin/env bash
# The tests of the four distributions and of the whole, without a browser:
# on SQLite, and again on the server that TEST_DATABASE_URL names.
set -euo pipefail
ROOT=$PWD B=$PWD/.venv/bin
run() {
  for folder in plugins/unit_pages plugins/comms_plan search site; do
    printf '%s\n' "── $folder ($1)"
    (cd "$ROOT/$folder" && "$B/pytest" -q -n "${WORKERS:-2}" --ignore tests/elastic)
  done
  if [ -n "${TEST_ELASTICSEARCH_URL:-}" ]; then
    # In one process: they stop, hang and restart a server of their own besides. What only asks the server
    # is not asked twice.
    local -a part=(tests/elastic)
    [ "$1" = SQLite ] || part=(tests/elastic/test_outbox.py tests/elastic/test_faults.py)
    printf '%s\n' "── search on Elasticsearch ($1)"
    (cd "$ROOT/search" && "$B/pytest" -q "${part[@]}")
  fi
  printf '%s\n' "── whole system ($1)"
  "$B/pytest" -q -n "${WORKERS:-2}" tests --ignore tests/browser "${@:2}"
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

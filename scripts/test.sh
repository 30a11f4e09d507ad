#!/usr/bin/env bash
# The tests of the four distributions and of the whole, without a browser:
# on SQLite, and again on the server that TEST_DATABASE_URL names.
set -euo pipefail
ROOT=$PWD B=$PWD/.venv/bin
run() {
  for folder in plugins/unit_pages plugins/comms_plan search site; do
    printf '%s\n' "── $folder ($1)"
    (cd "$ROOT/$folder" && "$B/pytest" -q -n "${WORKERS:-2}")
  done
  printf '%s\n' "── whole system ($1)"
  "$B/pytest" -q -n "${WORKERS:-2}" tests --ignore tests/browser "${@:2}"
}
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

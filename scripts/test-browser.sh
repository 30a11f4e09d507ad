#!/usr/bin/env bash
# Journeys, accessibility and page budgets in a real Chromium.
set -euo pipefail
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$CHROMIUM" ]; then
  if [ -n "${REQUIRE_SERVICES:-}" ]; then echo "Chromium is needed." >&2; exit 1; fi
  echo "skipped: the browser tests (install Chromium, or set CHROMIUM=/path/to/chromium)"; exit 0
fi
export CHROMIUM
.venv/bin/pytest -q tests/browser

#!/usr/bin/env bash
# Linters, types, import contracts, migrations, translations. Stops at the first that fails.
set -euo pipefail
B=.venv/bin
export DJANGO_SETTINGS_MODULE=edu_portal.settings.test
step() { printf '%s\n' "── $*"; }
step ruff;           $B/ruff check . && $B/ruff format --check -q .
step mypy;           $B/mypy
step imports;        $B/lint-imports --no-cache | tail -n 12
step djlint;         $B/djlint site/src plugins --lint --quiet
step migrations;     $B/python manage.py makemigrations --check --dry-run
step "system check"; $B/python manage.py check --fail-level WARNING
step translations;   bash scripts/messages.sh --check && $B/python site/src/edu_portal/wagtail_locale/check_catalogue.py

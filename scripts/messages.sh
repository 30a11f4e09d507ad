#!/usr/bin/env bash
# Collect the texts to translate and compile them. With --check: fail when a text is
# new, gone or not translated, and leave the files as they were.
set -euo pipefail
BIN=$PWD/.venv/bin
CHECK=${1:-}
if ! command -v msgfmt >/dev/null; then
  if [ -n "${REQUIRE_SERVICES:-}" ]; then echo "gettext is needed for the translations." >&2; exit 1; fi
  echo "skipped: gettext is not installed (apt install gettext)"; exit 0
fi
FOLDERS=(plugins/unit_pages/src/unit_pages plugins/comms_plan/src/comms_plan/plans
  plugins/comms_plan/src/comms_plan/articles plugins/comms_plan/src/comms_plan/gate
  plugins/comms_plan/src/comms_plan/quotas plugins/comms_plan/src/comms_plan/coverage
  plugins/comms_plan/src/comms_plan/urging
  plugins/comms_plan/src/comms_plan/desk search/src/edu_search site/src/edu_portal)
status=0
for folder in "${FOLDERS[@]}"; do
  po=$folder/locale/vi/LC_MESSAGES/django.po
  mkdir -p "$(dirname "$po")"
  before=$(mktemp); cp "$po" "$before" 2>/dev/null || true
  (cd "$folder" && "$BIN/django-admin" makemessages -l vi --no-location --no-obsolete --no-wrap \
    -i wagtail_locale -i locale -i tests -v 0)
  # The date of collection is no change.
  sed -i '/^"POT-Creation-Date:/d' "$po"
  if [ "$CHECK" = --check ]; then
    if ! diff -q "$before" "$po" >/dev/null; then
      echo "$po: texts changed; run \`make messages\` and translate."; diff "$before" "$po" | head -20; status=1
      cp "$before" "$po"
    fi
    missing=$(msgattrib --untranslated --no-obsolete "$po" | grep -c '^msgid' || true)
    fuzzy=$(msgattrib --only-fuzzy --no-obsolete "$po" | grep -c '^msgid' || true)
    if [ "$missing" -gt 0 ] || [ "$fuzzy" -gt 0 ]; then echo "$po: $missing untranslated, $fuzzy fuzzy"; status=1; fi
  fi
  msgfmt --check-format -o "${po%.po}.mo" "$po"
  rm -f "$before"
done
exit $status

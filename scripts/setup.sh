#!/usr/bin/env bash
# Install the locked packages into .venv with uv, which itself comes from PyPI.
set -euo pipefail
PYTHON=${PYTHON:-python3}
"$PYTHON" - <<'PY' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11." >&2; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
PY
if [ ! -x .venv/bin/python ]; then
  "$PYTHON" -m venv .venv || { echo "Could not make .venv; on Debian and Ubuntu: apt install python3-venv." >&2; exit 1; }
fi
.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
.venv/bin/python -m pip install -q --disable-pip-version-check 'uv>=0.8,<1'
UV_PROJECT_ENVIRONMENT=$PWD/.venv .venv/bin/uv sync --frozen --inexact -q

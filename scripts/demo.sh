#!/usr/bin/env bash
# Serve the demo: make the database and load the pack when they are missing, then run.
set -euo pipefail
PORT=$1 PACK=$2
PY=.venv/bin/python
"$PY" - "$PORT" <<'PY' || exit 1
import socket, sys
port = sys.argv[1]
if not port.isdigit() or not 0 < int(port) < 65536:
    sys.exit(f"PORT={port} is no port; choose a number from 1 to 65535, for example: make demo PORT=8080")
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(port)))
    except OSError as error:
        sys.exit(f"Port {port} cannot be used ({error.strerror}). Choose another one, for example: make demo PORT=8080")
PY
export PUBLIC_ORIGIN=http://127.0.0.1:$PORT
"$PY" manage.py migrate -v 0
if [ ! -e "$DATA_DIR/loaded" ]; then
  "$PY" manage.py load_province "$PACK"
  "$PY" manage.py warm_pictures
  date > "$DATA_DIR/loaded"
fi
"$PY" manage.py demo_logins
echo
echo "  http://127.0.0.1:$PORT/        the department's portal"
echo "  http://127.0.0.1:$PORT/admin/  sign in"
echo "  Stop with Ctrl+C."
exec "$PY" manage.py runserver --noreload "127.0.0.1:$PORT"

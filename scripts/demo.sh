#!/usr/bin/env bash
# Look whether the port is free, then set up what is missing and serve.
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
exec "$PY" manage.py demo "$PORT" "$PACK"

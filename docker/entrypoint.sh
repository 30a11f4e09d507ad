#!/bin/sh
# Start one part of the portal.
#
#   web      gunicorn on PORT (8000); migrates first when MIGRATE_ON_START=1
#   worker   publishes and expires scheduled pages every WORKER_SECONDS (60); every 60th round
#            carries out organisation changes whose day has come
#   health   ask the web server of this container for /healthz (or PATH given behind it)
#   alive    has the worker of this container finished a round lately?
#   manage   any command of manage.py, for example: manage load_province packs/hai-phong
set -eu

BEAT=${WORKER_BEAT:-/tmp/portal-worker-beat}

web() {
    if [ "${MIGRATE_ON_START:-0}" = 1 ]; then
        python manage.py migrate --noinput
    fi
    # Somebody who mounts a volume over all of DATA_DIR hides the files of the image.
    if [ ! -f "${DATA_DIR:-var}/static/staticfiles.json" ]; then
        python manage.py collectstatic --noinput -v 0
    fi
    # Two workers a core and one more is a good start; each takes about 150 MB.
    exec gunicorn edu_portal.wsgi:application \
        --bind "${BIND:-0.0.0.0}:${PORT:-8000}" \
        --workers "${WEB_WORKERS:-3}" \
        --worker-class gthread \
        --threads "${WEB_THREADS:-2}" \
        --timeout 60 \
        --graceful-timeout 30 \
        --max-requests 2000 \
        --max-requests-jitter 200 \
        --worker-tmp-dir /dev/shm \
        --access-logfile -
}

worker() {
    trap 'exit 0' TERM INT
    round=0
    while :; do
        if python manage.py publish_scheduled; then
            date +%s >"$BEAT"
        else
            echo "publish_scheduled failed; trying again in ${WORKER_SECONDS:-60} s" >&2
        fi
        python manage.py recount_quotas --due || echo "recount_quotas failed; the next round counts" >&2
        python manage.py search_drain || echo "search_drain failed; nothing is lost, the next round tries again" >&2
        if [ $((round % 1440)) -eq 0 ]; then
            python manage.py clearsessions || echo "clearsessions failed" >&2
            python manage.py search_log_prune || echo "search_log_prune failed" >&2
        fi
        if [ $((round % 30)) -eq 0 ]; then
            python manage.py remind_quotas || echo "remind_quotas failed; the next round goes on" >&2
        fi
        if [ $((round % 60)) -eq 0 ]; then
            python manage.py apply_changes || echo "apply_changes failed" >&2
            python manage.py search_vocabulary --if-stale || echo "search_vocabulary failed" >&2
            python manage.py search_doctor --mend || echo "search_doctor found what it cannot mend" >&2
        fi
        round=$((round + 1))
        # In the background, so that a stop is heard at once.
        sleep "${WORKER_SECONDS:-60}" &
        wait $!
    done
}

health() {
    # The Host header must be one of ALLOWED_HOSTS, or Django answers 400.
    python - "${1:-/healthz}" <<'PY'
import http.client
import os
import sys

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".").replace("*", "localhost")
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
connection.request("GET", sys.argv[1], headers={"Host": host, "X-Forwarded-Proto": "https"})
answer = connection.getresponse()
print(answer.status, answer.read(200).decode(errors="replace"))
sys.exit(answer.status != 200)
PY
}

alive() {
    [ -f "$BEAT" ] || exit 1
    age=$(($(date +%s) - $(cat "$BEAT")))
    [ "$age" -lt $((3 * ${WORKER_SECONDS:-60} + 60)) ]
}

part=${1:-web}
[ $# -eq 0 ] || shift
case $part in
    web) web ;;
    worker) worker ;;
    health) health "$@" ;;
    alive) alive ;;
    manage) exec python manage.py "$@" ;;
    *)
        echo "Unknown part '$part'. Choose web, worker, health, alive or manage." >&2
        exit 2
        ;;
esac

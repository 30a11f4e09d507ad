#!/usr/bin/env bash
# A real Elasticsearch for tests and developers, on a free loopback port, never for the public.
#
#   scripts/engine.sh start [NAME] [-E setting=value …]    prints ELASTICSEARCH_URL=…
#   scripts/engine.sh stop [NAME] | status [NAME] | pid [NAME] | fetch | java
#
# It is the plain server that Maven Central has (130 MB, fetched once); it needs a JDK of 21 or newer.
# NAME is for several at once ("main" by default). Variables:
#   ENGINE_HOME      where it is unpacked and keeps its data; /var/tmp/edu-portal-engine-UID by default
#   ENGINE_HEAP      512m by default; 1g for measurements
#   ENGINE_PORT      a free one by default
#   ENGINE_PASSWORD  security on: the password of user portal, who may do everything
#   ENGINE_KEEP      1: a new start goes on with the data of the last one
#   MAVEN_REPOSITORY where to download from when there is no mvn
set -euo pipefail
VERSION=9.5.0
SHA256=db0e275fd790f723eca7bcde96069fd6fed304ad23afdb70c8c09553dd9e8b1b
HERE=${ENGINE_HOME:-/var/tmp/edu-portal-engine-$(id -u)}
SERVER=$HERE/elasticsearch-$VERSION
NODE=$HERE/nodes/${2:-main}

say() { printf '%s\n' "$*" >&2; }
fail() { say "engine: $*"; exit 1; }

# Elasticsearch refuses to run as root.
AS_USER=(env)
[ "$(id -u)" != 0 ] || AS_USER=(setpriv --reuid nobody --regid nogroup --clear-groups)
own() { if [ "$(id -u)" = 0 ]; then chown -R nobody:nogroup "$@"; fi; }

java_version() { "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1; }

# The folder of a full JDK of 21 or newer (a JRE lacks modules that the server asks for), the newest last.
find_java() {
  local home version best="" best_version=20
  for home in "${ES_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    if [ -x "$home/bin/javac" ] && [ "$(java_version "$home")" -ge 21 ]; then echo "$home"; return; fi
  done
  for home in /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -x "$home/bin/javac" ] || continue
    version=$(java_version "$home")
    if [ "${version:-0}" -gt "$best_version" ]; then best=$home best_version=$version; fi
  done
  [ -n "$best" ] && echo "$best"
}

java_or_fail() {
  find_java || fail "no JDK of 21 or newer found; install one (e.g. openjdk-21-jdk-headless) or name it in ES_JAVA_HOME."
}

# Puts the zip of the server into $HERE; what arrives with another checksum is thrown away.
download() {
  local folder=org/elasticsearch/distribution/integ-test-zip/elasticsearch/$VERSION
  local name=elasticsearch-$VERSION.zip base=${MAVEN_REPOSITORY:-https://repo1.maven.org/maven2}
  [ -s "$HERE/$name" ] && return
  if command -v mvn >/dev/null && [ -z "${MAVEN_REPOSITORY:-}" ]; then
    mvn -q -B dependency:copy -DoutputDirectory="$HERE/new" \
      -Dartifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:$VERSION:zip >&2 ||
      fail "Maven could not fetch Elasticsearch $VERSION."
  else
    command -v curl >/dev/null || fail "neither mvn nor curl is there to fetch Elasticsearch."
    mkdir -p "$HERE/new"
    curl -fsSL --retry 3 -o "$HERE/new/$name" "$base/$folder/$name" || fail "could not fetch $base/$folder/$name"
  fi
  local found
  found=$(sha256sum "$HERE/new/$name" | cut -c 1-64)
  [ "$found" = "$SHA256" ] || { rm -f "$HERE/new/$name"; fail "$name is not the file we know (SHA-256 $found)."; }
  mv "$HERE/new/$name" "$HERE/$name"
}

fetch() {
  [ -d "$SERVER" ] && return
  mkdir -p "$HERE"
  say "engine: fetching Elasticsearch $VERSION (130 MB, once)"
  download
  rm -rf "$HERE/unpacked"
  python3 -m zipfile -e "$HERE/elasticsearch-$VERSION.zip" "$HERE/unpacked"
  chmod -R a+rX "$HERE/unpacked"
  chmod a+x "$HERE/unpacked/elasticsearch-$VERSION/bin/"* # lost by unzipping
  mv "$HERE/unpacked/elasticsearch-$VERSION" "$SERVER"
  rm -rf "$HERE/unpacked" "$HERE/elasticsearch-$VERSION.zip"
}

is_running() { [ -s "$NODE/pid" ] && kill -0 "$(cat "$NODE/pid")" 2>/dev/null; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# 200 and, with security on, 401: the server listens. Arguments: address.
answers() {
  python3 - "$1/_cluster/health?wait_for_status=yellow&timeout=5s" "${ENGINE_PASSWORD:-}" <<'PY' 2>/dev/null
import base64, sys, urllib.request
asked = urllib.request.Request(sys.argv[1])
if sys.argv[2]:
    asked.add_header("Authorization", "Basic " + base64.b64encode(f"portal:{sys.argv[2]}".encode()).decode())
urllib.request.urlopen(asked, timeout=8).read()
PY
}

# A user of the file realm, as bin/elasticsearch-users writes one, without a start of Java.
add_user() {
  python3 - "$NODE/config" <<'PY'
import base64, hashlib, os, pathlib, sys
folder, salt = pathlib.Path(sys.argv[1]), os.urandom(32)
digest = hashlib.pbkdf2_hmac("sha512", os.environ["ENGINE_PASSWORD"].encode(), salt, 10_000, 32)
words = (base64.b64encode(part).decode() for part in (salt, digest))
(folder / "users").write_text("portal:{PBKDF2}10000$" + "$".join(words) + "\n")
(folder / "users_roles").write_text("superuser:portal\n")
PY
}

configure() {
  if [ "${ENGINE_KEEP:-}" != 1 ]; then rm -rf "$NODE"; fi
  mkdir -p "$NODE/data" "$NODE/logs" "$NODE/tmp"
  if [ ! -d "$NODE/config" ]; then
    cp -R "$SERVER/config" "$NODE/config"
    own "$NODE"
    [ -z "${ENGINE_PASSWORD:-}" ] || add_user
  fi
  own "$NODE"
}

start() {
  local port security=false name
  if is_running; then say "engine: runs already"; cat "$NODE/url"; return; fi
  ES_JAVA_HOME=$(java_or_fail)
  export ES_JAVA_HOME ES_PATH_CONF=$NODE/config ES_TMPDIR=$NODE/tmp
  unset JAVA_HOME
  fetch
  configure >&2
  port=${ENGINE_PORT:-$(free_port)}
  [ -z "${ENGINE_PASSWORD:-}" ] || security=true
  export ES_JAVA_OPTS="-Xms${ENGINE_HEAP:-512m} -Xmx${ENGINE_HEAP:-512m}"
  "${AS_USER[@]}" setsid bash "$SERVER/bin/elasticsearch" -p "$NODE/tmp/es.pid" \
    -E node.name="$(basename "$NODE")" -E path.data="$NODE/data" -E path.logs="$NODE/logs" \
    -E http.host=127.0.0.1 -E transport.host=127.0.0.1 -E http.port="$port" -E transport.port="$(free_port)" \
    -E discovery.type=single-node -E cluster.routing.allocation.disk.threshold_enabled=false \
    -E xpack.security.enabled=$security -E xpack.security.http.ssl.enabled=false \
    -E xpack.security.transport.ssl.enabled=false -E xpack.security.enrollment.enabled=false \
    "$@" >"$NODE/logs/console.log" 2>&1 </dev/null &
  echo $! >"$NODE/pid"
  name=http://127.0.0.1:$port
  for _ in $(seq 120); do
    if answers "$name"; then
      echo "ELASTICSEARCH_URL=$name" >"$NODE/url"
      cat "$NODE/url"
      return
    fi
    is_running || { tail -n 20 "$NODE/logs/console.log" >&2; fail "Elasticsearch ended while starting."; }
    sleep 0.5
  done
  tail -n 20 "$NODE/logs/console.log" >&2
  stop
  fail "Elasticsearch did not answer within 60 s."
}

stop() {
  is_running || { rm -f "$NODE/pid" "$NODE/url"; say "engine: is not running"; return 0; }
  local pid
  pid=$(cat "$NODE/pid")
  kill -CONT -- "-$pid" 2>/dev/null || true
  kill -TERM "$pid"
  for _ in $(seq 60); do is_running || break; sleep 0.5; done
  if is_running; then kill -KILL -- "-$pid"; fi
  rm -f "$NODE/pid" "$NODE/url"
  say "engine: stopped"
}

status() { if is_running; then cat "$NODE/url"; else say "engine: is not running"; return 3; fi; }

command=${1:-}
shift $(($# > 1 ? 2 : $#))
case $command in
  start) start "$@" ;;
  stop) stop ;;
  status) status ;;
  pid) cat "$NODE/pid" ;; # of the launcher, leader of the group of all its processes
  fetch) fetch ;;
  java) java_or_fail ;;
  *) fail "choose start, stop, status, pid, fetch or java." ;;
esac

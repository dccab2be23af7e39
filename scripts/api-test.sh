#!/usr/bin/env bash
# Lets schemathesis send a fresh server whatever its OpenAPI document allows and much that it does not, and fails on
# every answer that the document does not have. Needs Python 3; schemathesis is installed into the target folder.
set -eu
cd "$(dirname "$0")/.."

version=4.32.5
seconds=${SECONDS_EACH:-120}
target=${CARGO_TARGET_DIR:-target}
folder=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap cleanup EXIT

tool=$target/schemathesis/bin/schemathesis
if ! "$tool" --version 2>/dev/null | grep -qF "$version"; then
  command -v python3 >/dev/null || { echo "Missing: Python 3, for schemathesis." >&2; exit 1; }
  echo "Installing schemathesis $version"
  python3 -m venv "$target/schemathesis"
  "$target/schemathesis/bin/pip" install --quiet "schemathesis==$version"
fi
tool=$(realpath "$tool")

# Starts a server with its own database and these limits, and sets $url.
serve() {
  mkdir "$folder/$1"
  printf '[limits]\nmessages_per_second = 0\ntyping_per_second = 0\npoll_ms = 20\npoll_pause_ms = 20\n%s\n' "$2" \
    >"$folder/$1/webchat.toml"
  "$target/debug/webchat" serve --listen 127.0.0.1:0 --data-dir "$folder/$1" --config "$folder/$1/webchat.toml" \
    >"$folder/$1/log" 2>&1 &
  pids+=($!)
  url=
  for _ in $(seq 100); do
    url=$(sed -n 's/^ *Open *//p' "$folder/$1/log")
    [ -n "$url" ] && return
    sleep 0.1
  done
  echo "The server did not start:" >&2
  cat "$folder/$1/log" >&2
  exit 1
}

# A pair is in the order of its ids, and two fields may not name different conversations: no schema says that, so what
# is refused with 400 although its schema allows it is no failure.
check() {
  (cd "$folder" && "$tool" run "$url/api/openapi.json" --max-time "$seconds" --continue-on-failure --request-timeout 10 \
    --warnings off --exclude-checks "positive_data_acceptance$1" "${@:2}")
}

echo "== A server with room"
serve roomy ''
# A stream that is opened does not end; the full server refuses it.
check '' --exclude-path /api/v1/events

echo "== A full server"
serve full 'connections = 1'
address=${url#http://}
exec 3<>"/dev/tcp/${address%:*}/${address##*:}"
printf 'GET /api/v1/events?userId=holder HTTP/1.1\r\nHost: %s\r\n\r\n' "$address" >&3
read -r -t 10 _ <&3
# It answers 503, which is in the document and no failure.
check ',not_a_server_error' --include-path /api/v1/events --include-path /api/v1/poll

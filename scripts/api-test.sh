#!/usr/bin/env bash
# Lets schemathesis send fresh servers whatever their OpenAPI document allows and much that it does not, and fails on
# every answer that the document does not have. SECONDS_EACH is for each server; without it, only what is tried in the same way
# every time. Needs Python 3.10 with venv; schemathesis is installed into the target folder.
set -eu
cd "$(dirname "$0")/.."

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
folder=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap cleanup EXIT

# A version of everything, so that it finds today what it found yesterday.
needs=scripts/api-test.txt
home=$target/schemathesis
tool=$home/bin/schemathesis
if ! cmp -s "$needs" "$home/installed.txt"; then
  if ! python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    echo "Missing: Python 3.10 or newer with venv, which the routes are tested with. On Debian: apt-get install python3-venv." >&2
    exit 1
  fi
  echo "Installing schemathesis"
  rm -rf "$home"
  python3 -m venv "$home"
  "$home/bin/pip" install --quiet --disable-pip-version-check --requirement "$needs"
  cp "$needs" "$home/installed.txt"
fi
[ "${1:-}" != install ] || exit 0

# Starts a server with a database of its own and these limits, and sets $url.
serve() {
  mkdir "$folder/$1"
  printf '[limits]\nmessages_per_second = 0\ntyping_per_second = 0\ncreations_per_hour = 0\npoll_ms = 20\npoll_pause_ms = 20\n%s\n' \
    "$2" >"$folder/$1/webchat.toml"
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

# - A pair is in the order of its ids, and two fields may not name different conversations: no schema says that, so what is
#   refused with 400 although its schema allows it is no failure.
# - What was deleted is not found when it is deleted again: that is no failure either.
not_failures=positive_data_acceptance,ensure_resource_availability
if [ -n "${SECONDS_EACH:-}" ]; then
  how=(--max-time "$SECONDS_EACH")
else
  how=(--phases examples,coverage --seed 1)
fi

# Sends requests to $url. The first argument names checks that don't hold there, beginning with a comma.
check() {
  if ! (cd "$folder" && "$tool" run "$url/api/openapi.json" "${how[@]}" --continue-on-failure --request-timeout 10 \
    --no-color --warnings off --exclude-checks "$not_failures$1" "${@:2}") >"$folder/said"; then
    cat "$folder/said" >&2
    exit 1
  fi
  sed -n 's/^  Tested: \(.*\)/  \1 operations/p; s/^  \([0-9]* generated\), .*/  \1 requests, no failure/p' "$folder/said" |
    sed 's/ generated//'
}

echo "A server with room:"
serve roomy ''
# A stream that is opened does not end; the full server refuses it.
check '' --exclude-path /api/v1/events

echo "A full server:"
serve full 'connections = 1'
address=${url#http://}
exec 3<>"/dev/tcp/${address%:*}/${address##*:}"
printf 'GET /api/v1/events?userId=holder HTTP/1.1\r\nHost: %s\r\n\r\n' "$address" >&3
read -r -t 10 _ <&3
# It answers 503, which is in the document and no failure.
check ',not_a_server_error' --include-path /api/v1/events --include-path /api/v1/poll

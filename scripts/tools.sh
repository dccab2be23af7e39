#!/usr/bin/env bash
# Names what is missing on this machine, and where to get it.
set -eu

missing=0
complain() {
  printf 'Missing: %s\n' "$1" >&2
  missing=1
}

if ! command -v cargo >/dev/null; then
  complain "Rust (cargo). Install it from https://rustup.rs."
fi
if ! command -v cc >/dev/null; then
  complain "a C compiler (cc), which SQLite is built with. On Debian: apt-get install build-essential."
fi
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  complain "Node.js 20.19 or newer with npm. Install it from https://nodejs.org."
elif ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  complain "Node.js 20.19 or newer; this is $(node --version). Install it from https://nodejs.org."
fi
if [ "$missing" -ne 0 ]; then
  if command -v cargo >/dev/null && command -v cc >/dev/null; then
    printf 'The server alone runs without Node.js: cargo run --release -p webchat -- serve\n' >&2
  fi
  exit 1
fi

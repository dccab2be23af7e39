#!/usr/bin/env bash
# Prints the path of a Chromium to test with; installs Debian's when there is none. What it does it says on standard
# error.
set -eu

for name in "${WEBCHAT_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null; then
    command -v "$name"
    exit 0
  fi
done

if ! command -v apt-get >/dev/null; then
  echo "Missing: Chromium, for the browser tests. Install it, or name one: WEBCHAT_BROWSER=/path/to/chrome make test" >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  sudo="sudo"
fi
echo "Installing Chromium for the browser tests" >&2
$sudo apt-get update -qq >&2
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium fonts-liberation >&2
command -v chromium

#!/bin/sh
# Headless Chromium and its driver for the page tests, from Debian's packages. Does nothing where both are there already.
set -eu
if command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "no chromium and chromedriver on the PATH: the page tests will be skipped. Install them, or run this as root on Debian." >&2
    exit 0
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null

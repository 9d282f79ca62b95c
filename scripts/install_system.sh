#!/bin/sh
# What the tests need of the system, from Debian's packages: headless Chromium and its driver for the page tests, and the headers that
# PyICU is built with (the FollowTheMoney library, which checks our exports, asks for it). Does nothing where all are there already.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1 || missing="chromium chromium-driver"
pkg-config --exists icu-i18n 2>/dev/null || missing="$missing libicu-dev pkg-config g++ python3-dev"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "not on this system: $missing. Install them, or run this as root on Debian; without a browser the page tests are skipped." >&2
    exit 0
fi
apt-get update -qq
# shellcheck disable=SC2086 # a list of packages
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null

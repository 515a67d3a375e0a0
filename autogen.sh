#!/bin/sh
# Make ./configure from a checkout.
#   ./autogen.sh                  needs autoconf, automake, libtool, pkg-config
#   ./autogen.sh --install-deps   installs those and the libraries first
#                                 (Debian, Ubuntu), or says what to install
set -eu
cd "$(dirname "$0")"

deb="build-essential autoconf automake libtool pkg-config
libpcre2-dev libicu-dev libyaml-dev check
libminizip-dev libexpat1-dev libxlsxwriter-dev libreadstat-dev libsqlite3-dev"
rpm="gcc make autoconf automake libtool pkgconf-pkg-config
pcre2-devel libicu-devel libyaml-devel check-devel
minizip-devel expat-devel libxlsxwriter-devel readstat-devel sqlite-devel"
brew="autoconf automake libtool pkg-config pcre2 icu4c libyaml check
minizip expat libxlsxwriter readstat sqlite"
apk="build-base autoconf automake libtool pkgconf
pcre2-dev icu-dev icu-data-full libyaml-dev check-dev
minizip-dev expat-dev libxlsxwriter-dev readstat-dev sqlite-dev"

one_line() { echo "$1" | tr '\n' ' '; }

install_deps() {
    if command -v apt-get >/dev/null 2>&1; then
        sudo=
        if [ "$(id -u)" -ne 0 ]; then
            command -v sudo >/dev/null 2>&1 || {
                echo "autogen.sh: not root, and there is no sudo; as root run:" >&2
                echo "  apt-get install $(one_line "$deb")" >&2
                exit 1
            }
            sudo=sudo
        fi
        missing=
        for package in $deb; do
            dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
                grep -q 'install ok installed' || missing="$missing $package"
        done
        [ -n "$missing" ] || return 0
        echo "autogen.sh: installing$missing"
        $sudo apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq \
            --no-install-recommends $missing >/dev/null
        return 0
    fi
    echo "autogen.sh: --install-deps knows Debian and Ubuntu. Please install:" >&2
    echo "  Fedora:  dnf install $(one_line "$rpm")" >&2
    echo "  macOS:   brew install $(one_line "$brew")" >&2
    echo "  Alpine:  apk add $(one_line "$apk")" >&2
    exit 1
}

case "${1-}" in
--install-deps) install_deps ;;
'') ;;
*)
    echo "usage: ./autogen.sh [--install-deps]" >&2
    exit 2
    ;;
esac

for tool in autoreconf libtoolize pkg-config; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "autogen.sh: $tool is missing; ./autogen.sh --install-deps" \
            "installs what is needed" >&2
        exit 1
    }
done
mkdir -p m4 build-aux
autoreconf --install --force

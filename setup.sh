#!/bin/sh
# Makes .venv with the app and its tests, and installs the system libraries Qt lacks.
# Run it again at any time: it does only what is missing.
set -eu
cd -P "$(dirname "$0")"
here=$(pwd -P)
python=.venv/bin/python

say() { printf '%s\n' "setup: $*" >&2; }
stop() { say "$@"; exit 1; }

apt_install() { # PACKAGE...; fails where it may not install
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then root=; elif command -v sudo >/dev/null; then root=sudo; else return 1; fi
    say "installing the system packages $*"
    $root apt-get update -qq || true # lists that are old or partly unreachable may still do
    $root env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# ---- Python

suitable() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; }
makes_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

find_python() { # TEST; prints the newest suitable Python that passes the test
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if suitable "$name" && "$1" "$name"; then echo "$name"; return; fi
    done
    return 1
}

make_venv() {
    if ! found=$(find_python makes_venv); then
        found=$(find_python true) ||
            stop "Python 3.11 to 3.14 is needed (found: $(python3 -V 2>/dev/null || echo none)); install it and run sh setup.sh again"
        package=$("$found" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        apt_install "$package" || stop "$found has no venv module; install it (as root: apt-get install -y $package) and run sh setup.sh again"
    fi
    say "making .venv with $("$found" -V)"
    "$found" -m venv --clear .venv
}

# A checkout that was moved or copied brings along scripts that name their old place.
usable_venv() { suitable "$python" && grep -qF "$here/.venv/bin/" .venv/bin/pip 2>/dev/null; }

install_packages() {
    wanted=$(cksum pyproject.toml)
    if [ "$(cat .venv/installed 2>/dev/null)" = "$wanted" ]; then return; fi
    say "installing the app and its tests into .venv"
    "$python" -m pip install --quiet --disable-pip-version-check --editable '.[test]' ||
        stop "pip could not install the packages (its reason is above); run sh setup.sh again when that is mended"
    echo "$wanted" >.venv/installed
}

# ---- Qt

qt_errors() { # PLATFORM...; prints what keeps Qt from running on each
    "$python" -c 'import sys; from explainer.app.qt_libraries import loader_error
print(*filter(None, map(loader_error, sys.argv[1:])), sep="\n")' "$@"
}
advice() { "$python" -c 'import sys; from explainer.app.qt_libraries import advice; print(advice(sys.argv[1]))' "$1"; }
packages() { "$python" -c 'from explainer.app.qt_libraries import DEBIAN_PACKAGES; print(*DEBIAN_PACKAGES)'; }

complete_qt() {
    if [ -z "$(qt_errors offscreen xcb wayland)" ]; then return; fi
    apt_install $(packages) || true # what then is still missing is told here
    error=$(qt_errors offscreen)
    [ -z "$error" ] || stop "$(advice "$error")"
    error=$(qt_errors xcb)
    [ -z "$error" ] || say "the tests can run, but no window can be opened on X11 yet: $(advice "$error")"
}

usable_venv || make_venv
install_packages
[ "$(uname -s)" != Linux ] || complete_qt
say "ready: .venv/bin/backprop-explainer"

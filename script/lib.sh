# What the scripts share. Sourced by bash after `cd` to the top of the checkout.

# Show what is being done, and how long the last step took if it took over a second.
step_name="" step_start=0
step() {
    local took=$((SECONDS - step_start))
    if [ -n "$step_name" ] && [ "$took" -gt 1 ]; then echo "    done in $took s" >&2; fi
    step_name="$1" step_start=$SECONDS
    if [ -n "$1" ]; then echo "==> $1" >&2; fi
}

# The scripts start dozens of Python processes. Where the environment forbids to keep what Python compiled, each of them
# would compile Django and Wagtail anew, which takes longer than most of them run; then it is kept beside the sources.
if [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
    unset PYTHONDONTWRITEBYTECODE
    export PYTHONPYCACHEPREFIX="${PYTHONPYCACHEPREFIX:-$PWD/.cache/bytecode}"
fi

fail() {
    echo "error: $*" >&2
    exit 1
}

# Print the first Python of 3.11 or newer that can make virtual environments. $PYTHON goes first.
find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer with the venv module is needed (on Debian: apt install python3 python3-venv)." \
        "Name another interpreter in the variable PYTHON."
}

# Usage: checksum FILE… — one word that changes when a file changes, appears or goes.
checksum() {
    cksum "$@" | cksum | tr ' ' '-'
}

# Usage: make_venv DIRECTORY LOCK — a virtual environment that holds exactly what the lock pins. Nothing is
# installed as long as the lock is the one installed last.
make_venv() {
    local venv="$1" lock="$2" python stamp
    if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
        python="$(find_python)"
        step "Making $venv with $("$python" --version)"
        "$python" -m venv --clear "$venv"
    fi
    stamp="$venv/installed-$(basename "$lock")"
    if [ "$(cat "$stamp" 2>/dev/null)" = "$(checksum "$lock")" ]; then return; fi
    step "Installing the $(grep -c '^[a-z].*==' "$lock") packages of $lock"
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input install --quiet --no-compile \
        --require-hashes --no-deps --requirement "$lock"
    checksum "$lock" >"$stamp"
    # The lock for development pins all that the lock for production pins, at the same versions.
    if [ "$lock" = requirements-dev.txt ]; then checksum requirements.txt >"$venv/installed-requirements.txt"; fi
}

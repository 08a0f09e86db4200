# Sourced by ./start and ./test: finds Python, system packages and the locked environment.
# Needs nothing but a POSIX shell. Callers set: need_libraries, need_programs, want_programs, groups.

# Progress goes beside the answer: ./start manage ... --json stays JSON.
say() { printf '%s\n' "$*" >&2; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# A Python that is new enough and can make virtual environments.
find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

has_library() {
    { /sbin/ldconfig -p || ldconfig -p; } 2>/dev/null | grep -q "$1"
}

# Debian's package names of what is missing. Each entry: "what to look for=package".
missing_packages() {
    find_python >/dev/null || printf '%s ' python3 python3-venv
    for entry in $need_libraries; do
        has_library "${entry%%=*}" || printf '%s ' "${entry#*=}"
    done
    for entry in $need_programs; do
        command -v "${entry%%=*}" >/dev/null 2>&1 || printf '%s ' "${entry#*=}"
    done
}

wanted_packages() {
    for entry in $want_programs; do
        command -v "${entry%%=*}" >/dev/null 2>&1 || printf '%s ' "${entry#*=}"
    done
}

# How apt may be called here without asking anybody; empty when it may not.
apt_command() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        echo apt-get
    elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
        echo sudo -n apt-get
    else
        return 1
    fi
}

install_packages() {
    missing=$(missing_packages)
    wanted=$(wanted_packages)
    [ -n "$missing$wanted" ] || return 0
    line="apt-get install -y --no-install-recommends $missing$wanted"
    if ! apt=$(apt_command); then
        [ -n "$missing" ] || return 0
        if command -v apt-get >/dev/null 2>&1; then
            fail "缺少系统软件包。请让管理员执行下面这一行，然后重新运行：
sudo sh -c 'apt-get update && $line'"
        fi
        fail "缺少系统软件包，本机又没有 apt-get。请用本系统的软件管理工具安装下列 Debian 软件包的对应软件：
$missing"
    fi
    say "正在安装系统软件包：$missing$wanted"
    (
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086  # words are meant to split
        { $apt update -qq && $apt install -y -qq --no-install-recommends $missing $wanted; } \
            >.run/logs/apt.log 2>&1
    ) || fail "系统软件包没有装上，原因见 .run/logs/apt.log。可手工执行：
$line"
}

# The stamp names the lock and the interpreter, so an unchanged environment costs nothing.
make_environment() {
    stamp="$(cksum <uv.lock) $groups"
    stamp_file=".venv/.synced-$(echo "$groups" | tr -dc a-z)"
    if [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null \
        && [ "$(cat "$stamp_file" 2>/dev/null)" = "$stamp" ]; then
        return 0
    fi
    say "正在按 uv.lock 准备 Python 环境（首次约需半分钟）"
    if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
        "$(find_python)" -m venv --clear .venv || fail "建不了虚拟环境 .venv，请检查磁盘空间和权限。"
    fi
    install_locked >.run/logs/install.log 2>&1 || {
        tail -n 15 .run/logs/install.log >&2
        fail "Python 软件包没有装上（完整记录：.run/logs/install.log）。请检查网络；
不能上网的机器请按 docs/operations.md “离线安装”一节准备，再设置 HUIFANG_WHEELS。"
    }
    echo "$stamp" >"$stamp_file"
}

install_locked() {
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip
    offline=${HUIFANG_WHEELS:+--no-index --find-links $HUIFANG_WHEELS}
    if ! [ -x .venv/bin/uv ]; then
        # shellcheck disable=SC2086
        .venv/bin/python -m pip install --disable-pip-version-check $offline "uv>=0.9,<1"
    fi
    # shellcheck disable=SC2086
    if [ -n "$offline" ]; then
        .venv/bin/uv export --quiet --frozen --no-default-groups $groups --output-file .run/requirements.txt
        .venv/bin/uv pip install --python .venv/bin/python --require-hashes $offline -r .run/requirements.txt
    else
        .venv/bin/uv sync --frozen --inexact --no-default-groups $groups --python .venv/bin/python
    fi
}

# One at a time: two terminals may call us at once.
prepare() {
    umask 022
    # Otherwise each of our processes would compile all packages again: 3 seconds every time.
    unset PYTHONDONTWRITEBYTECODE
    mkdir -p .run/logs
    chmod 711 .run
    chmod 700 .run/logs
    if command -v flock >/dev/null 2>&1; then
        exec 9>.run/prepare.lock
        flock 9
    fi
    install_packages
    make_environment
    exec 9>&-
}

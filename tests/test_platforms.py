"""Where the program runs: what only some systems have is asked for before it is used; one that lacks too much is told so."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "tui_course"
BEES = str(Path(__file__).parent / "sources" / "jekyll" / "beekeeping")
# What macOS has not, or has only since some version, by module.
LINUX = {
    "os": (
        "pidfd_open O_PATH O_TMPFILE memfd_create sched_getaffinity sched_setaffinity splice eventfd posix_fadvise "
        "posix_fallocate setresuid getresuid copy_file_range unshare setns listxattr getxattr pipe2 fdatasync"
    ),
    "signal": "pidfd_send_signal SIGRTMIN SIGPWR SIGPOLL SIGSTKFLT sigtimedwait sigwaitinfo",
    "select": "epoll EPOLLIN",
    "resource": "prlimit RLIMIT_NICE RLIMIT_RTPRIO RLIMIT_SIGPENDING RLIMIT_MSGQUEUE",
    "socket": (
        "MSG_NOSIGNAL TCP_USER_TIMEOUT TCP_KEEPIDLE SO_BINDTODEVICE SO_PEERCRED SCM_CREDENTIALS SOCK_CLOEXEC SOCK_NONBLOCK "
        "AF_NETLINK AF_PACKET TCP_DEFER_ACCEPT"
    ),
    "fcntl": "F_OFD_SETLK F_SETPIPE_SZ F_ADD_SEALS F_NOTIFY",
    "time": "CLOCK_BOOTTIME",
    "errno": "EREMOTEIO ENOMEDIUM EBADFD",
}
# Where one of them stands all the same, and what guards it.
GUARDED = {
    ("serve/forked_reader.py", "pidfd_open"),  # AttributeError
    ("serve/forked_reader.py", "pidfd_send_signal"),  # only with a handle that pidfd_open gave
}
# Stands in for macOS: what it lacks is gone, and it refuses to bound the memory of a process.
MACOS = """
import fcntl, os, resource, select, signal, socket, sys
for module, names in {names!r}.items():
    for name in names.split():
        if hasattr(sys.modules.get(module), name):
            delattr(sys.modules[module], name)
_bound = resource.setrlimit
def setrlimit(which, limits):
    if which == resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")
    _bound(which, limits)
resource.setrlimit = setrlimit
sys.platform = "darwin"
"""


def test_what_only_linux_has_is_guarded():
    names = re.compile("|".join(name for names in LINUX.values() for name in names.split()))
    found = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if names.search(text) else ():
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.attr in LINUX.get(node.value.id, "").split()
            ):
                found.add((path.relative_to(PACKAGE).as_posix(), node.attr))
    assert found == GUARDED


def test_what_posix_alone_has_is_loaded_by_no_start_elsewhere():
    program = (
        "import sys\nfor name in 'fcntl termios resource pwd grp tty pty _posixsubprocess'.split(): sys.modules[name] = None\n"
        "from tui_course.cli import main\n"
        "sys.exit(main(sys.argv[1:], 'win32'))"
    )

    def run(*arguments):
        command = [sys.executable, "-c", program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, done.stdout, done.stderr

    assert run("--version")[0] == 0
    for arguments in ((), ("cat", BEES), ("--help",)):
        status, said, told = run(*arguments)
        assert (status, said) == (2, "")
        assert "WSL" in told
        assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [("cat", BEES, "--all"), ("check", BEES), ("search", "city", BEES), ("doctor",), ("list",), ("init", "new")],
    ids=lambda arguments: arguments[0],
)
def test_a_system_without_what_only_linux_has(tmp_path, arguments):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(MACOS.format(names=LINUX), encoding="utf-8")

    def run(path):
        environment = {**os.environ, "PYTHONPATH": path, "HOME": str(tmp_path), "PYTHONUTF8": "1"}
        for name in ("STATE", "CACHE", "LIBRARY"):
            environment[f"TUI_COURSE_{name}"] = str(tmp_path / path.replace("/", "_") / name)
        folder = tmp_path / f"in{len(path)}"
        folder.mkdir()
        command = [sys.executable, "-m", "tui_course", *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr if arguments[0] == "doctor" else (done.stdout, done.stderr)

    assert run(f"{tmp_path / 'site'}:{PACKAGE.parent}") == run(str(PACKAGE.parent))

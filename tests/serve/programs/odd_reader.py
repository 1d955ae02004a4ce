"""A reader for tests: what the learner is called says what it does."""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import pty
import resource
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import util
from pathlib import Path

from tui_course.pictures.picture import Unreadable


def read(start, hosting, editions, pipe):
    return globals()[f"_{start.name}"](start, hosting, editions, pipe)


def _looks(start, hosting, editions, _link):
    found = {
        "start": [start.session, start.learner, start.name, start.role, start.language],
        "workshop": hosting.workshop,
        "editions": editions,
        "descriptors": sorted(int(one.name) for one in Path("/dev/fd").iterdir() if _is_open(int(one.name))),
        "terminal": [os.ttyname(number) for number in range(3)],
        "size": list(os.get_terminal_size(0)),
        "leads": os.getsid(0) == os.getpid() == os.tcgetpgrp(0),
        "environment": dict(os.environ),
        "folder": os.fspath(Path.cwd()),
        "places": sys.path,
        "limits": [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)],
        "niceness": os.nice(0),
        "threads": threading.active_count(),
        "main": getattr(sys.modules["__main__"], "__file__", None),
        "handlers": [signal.getsignal(number) == signal.SIG_DFL for number in (signal.SIGHUP, signal.SIGTERM)],
    }
    _print("found " + json.dumps(found))
    return 7


def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _starts(_start, _hosting, _editions, _link):
    ways = {
        "subprocess": lambda: subprocess.run(["true"], check=False),
        "fork": os.fork,
        "forkpty": os.forkpty,
        "pty": lambda: pty.spawn(["true"]),
        "system": lambda: os.system("true"),  # noqa: S605 - it is refused
        "popen": lambda: os.popen("true"),  # noqa: S605 - likewise
        "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "exec": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - likewise
        "library": lambda: ctypes.CDLL("libc.so.6"),
        "server": lambda: multiprocessing.get_context("spawn").Process(target=print).start(),
        "below": lambda: util.spawnv_passfds(b"/bin/true", ["true"], []),
        "forks": lambda: multiprocessing.get_context("fork").Process(target=print).start(),
    }
    done = []
    for name, way in ways.items():
        try:
            way()
        except (OSError, ImportError):
            continue
        done.append(name)
    _print("done " + json.dumps(done))
    return 0


def _eats(_start, _hosting, _editions, _link):
    try:
        bytearray(2 << 30)
    except MemoryError:
        _print("it was too much")
    return 0


def _opens(_start, _hosting, _editions, _link):
    held = []
    try:
        while len(held) < 5000:
            held.append(os.open("/", os.O_RDONLY))
    except OSError:
        pass
    for one in held:
        os.close(one)
    _print(f"opened {len(held)}")
    return 0


def _fails(_start, _hosting, _editions, _link):
    raise ValueError("nobody foresaw this \x1b[2J")


def _complains(_start, _hosting, _editions, _link):
    def fail():
        raise ValueError("a thread failed")

    thread = threading.Thread(target=fail, name="odd one")
    thread.start()
    thread.join()
    sys.stderr.write("a warning\n")
    _print("seen")
    return 0


def _listens(_start, _hosting, _editions, pipe):
    over = threading.Event()

    def hear(word):
        _print(f"heard {json.dumps([type(word).__name__, *word])}")

    pipe.listen(hear, over.set)
    _print("listening")
    over.wait(30)
    return 0


def _stays(_start, _hosting, _editions, _link):
    _print("here")
    time.sleep(60)
    return 0


def _turns(_start, _hosting, _editions, _link):
    _print("busy")
    while True:
        pass


def _draws(start, _hosting, _editions, pipe):
    pipe.listen(lambda _word: None, lambda: None)
    try:
        pipe.draw(start.learner, 10, 5)
        said = "drawn"
    except Unreadable as error:
        said = str(error)
    _print(f"said {json.dumps(said)}")
    return 0


def _deafens(_start, _hosting, _editions, pipe):
    pipe.fault("x" * 5000)
    pipe._pipe.sendall(b"\xff" * 70_000)
    _print("sent")
    time.sleep(60)
    return 0


def _print(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()

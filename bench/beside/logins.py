"""Logins to our server, to OpenSSH's and to asyncssh with nothing behind it: one by one, and many at once.

    python bench/beside/logins.py COURSE SSHD [--count 50]

From the connection to an open session on a terminal. OpenSSH checks a key and starts `cat` in a process for each connection;
ours lets guests in and forks a reader; asyncssh alone checks nothing and starts nothing. Of the many at once the last counts.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hosting"))

from driver import Server
from servers import empty, logins, openssh


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("course", type=Path)
    found.add_argument("sshd")
    found.add_argument("--count", type=int, default=50)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    taken: dict[str, tuple[list[float], list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        with Server(options.course) as ours:
            taken["ours"] = asyncio.run(logins(ours.port, "guest", None, options.count))
        with openssh(options.sshd, Path(folder, "openssh"), ["cat"]) as theirs:
            taken["OpenSSH"] = asyncio.run(logins(theirs.port, theirs.user, theirs.key, options.count))
        with empty(Path(folder, "empty")) as floor:
            taken["empty"] = asyncio.run(logins(floor.port, floor.user, None, options.count))
    found: dict[str, list[float]] = {}
    for name, (one_by_one, at_once) in taken.items():
        print(f"{name}: {sorted(one_by_one)[len(one_by_one) // 2]:.0f} ms; {len(at_once)} in, the last {max(at_once):.0f} ms")
        found |= {f"{name}: one": one_by_one, f"{name}: many": at_once, f"{name}: in": [len(at_once)]}
    return found


if __name__ == "__main__":
    measure(parser().parse_args())

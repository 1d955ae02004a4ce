"""Writers killed at random, again and again: how much of what they did was acknowledged, and how much of that is lost.

    python bench/store_kill.py [--rounds 200] [--writers 4] [--postgres] [--seed 1]

They answer and note, vote and say where they are. With SQLite the writers are killed with signal 9: in each round within
0.3 s of work, in every tenth while they start. With --postgres it is the server that dies and comes back, and a writer that is
told of an error goes on. Prints how much was acknowledged, how much of that is lost, and errors.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_course.progress.store import Store

_LONGEST = 0.3
"""For how many seconds the writers of a round work at most."""
_EARLY = 10
"""In one of how many rounds they are killed while they start."""
_PATIENCE = 20.0
TESTS = Path(__file__).resolve().parents[1] / "tests" / "progress"


def start(address: str, name: str, output: Path) -> subprocess.Popen[bytes]:
    with output.open("wb") as file:
        return subprocess.Popen([sys.executable, TESTS / "writer.py", address, name, "workshop"], stdout=file)


def said(outputs: list[Path]) -> tuple[set[str], list[str]]:
    """Ids that were acknowledged, and errors; a last line may be torn off."""
    lines = [line for output in outputs for line in output.read_text().split("\n")[:-1]]
    return {line for line in lines if not line.startswith("error")}, [line for line in lines if line.startswith("error")]


def kept_in(address: str, store: Store) -> set[str]:
    """The ids of all that is there; of a terminal, where it says the page that it was told."""
    from tui_course.progress.open import open_workshops

    with closing(open_workshops(address, None, store)) as workshops:
        kept = workshops.kept("", "ada")
        here = {one.id for one in kept.sessions if one.page == one.id}
        voted = {one.learner for one in workshops.votes("poll")}
        return {one.id for one in (*store.attempts("ada"), *store.annotations("ada"))} | here | voted


def wait_for_words(files: list[Path]) -> None:
    """Wait until each writer has had something acknowledged, however busy the machine is."""
    deadline = time.monotonic() + _PATIENCE
    while not all(file.stat().st_size for file in files) and time.monotonic() < deadline:
        time.sleep(0.005)


def kill_writers(folder: Path, rounds: int, writers: int, chance: random.Random) -> tuple[list[Path], set[str]]:
    from tui_course.progress.sqlite.store import SqliteStore

    address = folder / "progress.sqlite"
    outputs: list[Path] = []
    for turn in range(rounds):
        files = [folder / f"{turn}-{number}" for number in range(writers)]
        processes = [start(str(address), file.name, file) for file in files]
        if turn % _EARLY:
            wait_for_words(files)
        for process in processes:
            time.sleep(chance.random() * _LONGEST / writers)
            process.kill()
        for process in processes:
            process.wait()
        outputs += files
    with closing(SqliteStore(address)) as store:
        if store.notice:
            print("notice:", store.notice)
        return outputs, kept_in(str(address), store)


def kill_server(folder: Path, rounds: int, writers: int, chance: random.Random) -> tuple[list[Path], set[str]]:
    from tui_course.progress.postgres.store import PostgresStore

    sys.path.insert(0, str(TESTS))
    from server import Server

    with Server() as server:
        files = [folder / f"{number}" for number in range(writers)]
        processes = [start(server.url(), file.name, file) for file in files]
        try:
            for _ in range(rounds):
                time.sleep(0.2 + chance.random() * 0.3)
                server.crash()
                server.start()
        finally:
            for process in processes:
                process.kill()
                process.wait()
        with closing(PostgresStore(server.url())) as store:
            return files, kept_in(server.url(), store)


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--rounds", type=int, default=200)
    found.add_argument("--writers", type=int, default=4)
    found.add_argument("--postgres", action="store_true")
    found.add_argument("--seed", type=int, default=1)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    chance = random.Random(options.seed)  # noqa: S311 - when to kill is no secret
    kill = kill_server if options.postgres else kill_writers
    with tempfile.TemporaryDirectory() as folder:
        outputs, kept = kill(Path(folder), options.rounds, options.writers, chance)
        acknowledged, errors = said(outputs)
    print(f"rounds {options.rounds}, writers {options.writers}")
    print(f"acknowledged {len(acknowledged)}, lost {len(acknowledged - kept)}, kept without a word {len(kept - acknowledged)}")
    print(f"errors {len(errors)}", *sorted(set(errors))[:5], sep="\n")
    return {
        "acknowledged": [len(acknowledged)],
        "lost": [len(acknowledged - kept)],
        "errors": [len(errors)],
        "rounds": [options.rounds],
    }


if __name__ == "__main__":
    measure(parser().parse_args())

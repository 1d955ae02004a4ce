"""Records attempts one by one and prints the id of each as soon as it is acknowledged: python writer.py STORE NAME [COUNT]."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from tui_course.errors import StoreError
from tui_course.model.answer import Outcome, Typed
from tui_course.model.attempt import Attempt
from tui_course.progress.postgres import PostgresStore
from tui_course.progress.sqlite.store import SqliteStore


def main():
    address, name = sys.argv[1:3]
    numbers = range(int(sys.argv[3])) if len(sys.argv) > 3 else itertools.count()
    store = PostgresStore(address) if "://" in address else SqliteStore(Path(address))
    for number in numbers:
        made = Attempt(
            id=f"{name}-{number}",
            learner="ada",
            course="kites",
            page="p",
            question=f"q{number % 50}",
            at=float(number),
            answer=Typed((f"answer {number}",)),
            outcome=Outcome.RIGHT,
            score=1.0,
            points=1.0,
        )
        try:
            store.record([made])
        except StoreError as error:
            sys.stdout.write(f"error {error}\n")
        else:
            sys.stdout.write(f"{made.id}\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main()

"""Records attempts and notes and prints the id of each once it is acknowledged: python writer.py STORE NAME [COUNT]."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from tui_course.errors import StoreError
from tui_course.model.annotation import Anchor, Annotation, AnnotationKind
from tui_course.model.answer import Outcome, Typed
from tui_course.model.attempt import Attempt, Event
from tui_course.progress.postgres.store import PostgresStore
from tui_course.progress.sqlite.store import SqliteStore


def main():
    address, name = sys.argv[1:3]
    numbers = range(int(sys.argv[3])) if len(sys.argv) > 3 else itertools.count()
    store = PostgresStore(address) if "://" in address else SqliteStore(Path(address))
    for number in numbers:
        made: Event = Attempt(
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
        if number % 3 == 2:
            words = Anchor(f"passage {number % 50}")
            made = Annotation(
                made.id, "ada", "kites", "p", made.at, f"{name}-{number // 9}", AnnotationKind.NOTE, words, "a note"
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

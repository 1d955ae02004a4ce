"""Records attempts and notes and prints the id of each once it is acknowledged: python writer.py STORE NAME [COUNT].

Where COUNT is `workshop` it votes and says where it is as well, and does not end.
"""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from pathlib import Path

from tui_course.errors import StoreError
from tui_course.model.annotation import Anchor, Annotation, AnnotationKind
from tui_course.model.answer import Outcome, Typed
from tui_course.model.attempt import Attempt, Event
from tui_course.model.workshop import Poll, Session, Vote
from tui_course.progress.open import open_workshops
from tui_course.progress.postgres.store import PostgresStore
from tui_course.progress.sqlite.store import SqliteStore

POLL = Poll("poll", "kites", 5.0, "kites", "p", "q")


def main():
    address, name, *more = sys.argv[1:]
    numbers = range(int(more[0])) if more and more != ["workshop"] else itertools.count()
    store = PostgresStore(address) if "://" in address else SqliteStore(Path(address))
    workshops = open_workshops(address, None, store) if more == ["workshop"] else None
    if workshops is not None:
        workshops.post(POLL)
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
            if workshops is not None and number % 6 == 4:
                session = Session(made.id, "kites", "ada", name, made.at)
                workshops.begin(session)
                workshops.tell(replace(session, page=made.id))
            elif workshops is not None and number % 6 == 1:
                assert workshops.vote(Vote(POLL.id, made.id, Typed(("an answer",)), made.at))
            else:
                store.record([made])
        except StoreError as error:
            sys.stdout.write(f"error {error}\n")
        else:
            sys.stdout.write(f"{made.id}\n")
        sys.stdout.flush()
    if workshops is not None:
        workshops.close()
    store.close()


if __name__ == "__main__":
    main()

"""Workshops, people, sessions, notices and votes as rows of tables and back; what cannot be read costs only itself."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final, assert_never

from tui_course.model.workshop import (
    MAX_DISPLAY_NAME,
    MAX_MESSAGE,
    HandLowered,
    Invitation,
    Message,
    Notice,
    Person,
    Poll,
    PollClosed,
    Pulse,
    Session,
    Vote,
    Way,
    Workshop,
)
from tui_course.progress.bounds import name, number, text
from tui_course.progress.codec import Row, answer_text, read_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WORKSHOP: Final = "name line courses at".split()
"""The columns of a workshop, in the order of its row."""
PERSON: Final = "workshop learner name way joined".split()
"""The columns of a person, in the order of their row."""
SESSION: Final = "id workshop learner host began course page read pulse hand at".split()
"""The columns of a session, in the order of its row."""
NOTICE: Final = "id workshop at kind course page subject words".split()
"""The columns of a notice, in the order of its row."""
VOTE: Final = "poll learner answer at".split()
"""The columns of a vote, in the order of its row."""

_MAX_LINE: Final = 1_000
_MAX_COURSES: Final = 100
_MAX_VOTE: Final = 100_000


def folded(shown: str) -> str:
    """A display name as two of them are compared: without case, width, marks that nobody sees, and more than single spaces."""
    plain = unicodedata.normalize("NFKC", text(shown)).casefold()
    return " ".join("".join(one for one in plain if unicodedata.category(one) != "Cf").split())[:_MAX_LINE]


def workshop_row(workshop: Workshop) -> Row:
    """A workshop in the order of WORKSHOP, fit for every database."""
    courses = [text(one)[:_MAX_LINE] for one in workshop.courses[:_MAX_COURSES]]
    return name(workshop.name), text(workshop.line)[:_MAX_LINE], json.dumps(courses), number(workshop.at)


def read_workshop(row: Sequence[object]) -> Workshop:
    """The workshop of a row; what another version or a damaged file left there becomes empty."""
    kept, line, courses, at = row
    return Workshop(text(kept), text(line), _texts(courses), number(at))


def person_row(person: Person) -> Row:
    """A person in the order of PERSON; a name that is too long loses its end, and has no line breaks."""
    shown = " ".join(text(person.name).split())[:MAX_DISPLAY_NAME].strip()
    return name(person.workshop), name(person.learner), shown, person.way.value, number(person.joined)


def read_person(row: Sequence[object]) -> Person:
    """The person of a row; one who came in a way that is not known here is a guest."""
    workshop, learner, shown, way, joined = row
    return Person(text(workshop), text(learner), text(shown), _WAYS.get(text(way), Way.GUEST), number(joined))


def session_row(session: Session) -> Row:
    """A session in the order of SESSION."""
    return (
        name(session.id),
        name(session.workshop),
        name(session.learner),
        name(session.host),
        number(session.began),
        text(session.course)[:_MAX_LINE],
        text(session.page)[:_MAX_LINE],
        min(max(0.0, number(session.read)), 1.0),
        session.pulse.value if session.pulse else None,
        number(session.hand),
        number(session.at),
    )


def read_session(row: Sequence[object]) -> Session:
    """The session of a row; a pulse that is not known here is none."""
    identity, workshop, learner, host, began, course, page, read, pulse, hand, at = row
    return Session(
        text(identity),
        text(workshop),
        text(learner),
        text(host),
        number(began),
        text(course),
        text(page),
        number(read),
        _PULSES.get(text(pulse)),
        number(hand),
        number(at),
    )


def read_pulse(value: object) -> Pulse | None:
    """A pulse as it stands in a row of a session."""
    return _PULSES.get(text(value))


def notice_row(notice: Notice) -> Row:
    """A notice in the order of NOTICE; a message that is too long loses its end."""
    course = page = subject = words = ""
    match notice:
        case Message():
            kind, words = "message", text(notice.text)[:MAX_MESSAGE]
        case Invitation():
            kind, course, page, subject = "invitation", notice.course, notice.page, notice.anchor
        case Poll():
            kind, course, page, subject = "poll", notice.course, notice.page, notice.question
        case PollClosed():
            kind, subject = "closed", name(notice.poll)
        case HandLowered():
            kind, subject = "hand", name(notice.learner)
        case _:
            assert_never(notice)
    places = (text(one)[:_MAX_LINE] for one in (course, page, subject))
    return name(notice.id), name(notice.workshop), number(notice.at), kind, *places, words


def read_notice(row: Sequence[object]) -> Notice | None:
    """The notice of a row; None for one of a kind that is not known here."""
    identity, workshop, at, kind, course, page, subject, words = row
    begin = (text(identity), text(workshop), number(at))
    match text(kind):
        case "message":
            return Message(*begin, text(words))
        case "invitation":
            return Invitation(*begin, text(course), text(page), text(subject))
        case "poll":
            return Poll(*begin, text(course), text(page), text(subject))
        case "closed":
            return PollClosed(*begin, text(subject))
        case "hand":
            return HandLowered(*begin, text(subject))
        case _:
            return None


def vote_row(vote: Vote) -> Row | None:
    """A vote in the order of VOTE; None for one whose answer is too long to be one."""
    answer = answer_text(vote.answer) or ""
    return (name(vote.poll), name(vote.learner), answer, number(vote.at)) if len(answer) <= _MAX_VOTE else None


def read_votes(rows: Iterable[Sequence[object]]) -> Iterator[Vote]:
    """The votes of rows; one whose answer this version does not understand is left out."""
    for poll, learner, written, at in rows:
        answer = read_answer(written)
        if answer is not None:
            yield Vote(text(poll), text(learner), answer, number(at))


def _texts(written: object) -> tuple[str, ...]:
    try:
        value: Any = json.loads(written) if isinstance(written, str) else None
    except (ValueError, RecursionError):
        value = None
    return tuple(text(one) for one in value if isinstance(one, str)) if isinstance(value, list) else ()


_WAYS: Final = {one.value: one for one in Way}
_PULSES: Final = {one.value: one for one in Pulse}

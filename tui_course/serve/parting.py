"""What is left on a learner's terminal when their session is over, or never began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.language import later, spoken_in
from tui_course.serve.figures import Ending, Refusal
from tui_course.serve.session_record import UNFORESEEN
from tui_course.serve.terminal import RESTORED

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFUSED: Final[Mapping[Refusal, str]] = {
    Refusal.TERMINAL: later("This course needs a terminal: ssh -t"),
    Refusal.DRAINING: later("The server is about to end. Try again in a moment."),
    Refusal.FULL: later("The workshop is full. Try again later."),
    Refusal.TERMINALS: later("You are here on as many terminals as one person may have. Close one of them."),
    Refusal.GUESTS: later("As many guests are here as may come from one network. Try again later."),
    Refusal.READER: later("The course cannot be opened now. Try again in a moment."),
}
_ENDED: Final[Mapping[Ending, str]] = {
    Ending.CRASHED: later("The reader ended unexpectedly."),
    Ending.KILLED: later("The reader ended unexpectedly."),
    Ending.BUSY: later("The reader was busy for half a minute, and was closed."),
}
_SAVED_SO_FAR: Final = later("What you did is saved.")
_SAVED: Final = later("Saved.")
_GO_ON: Final = later("To go on: {line}")
_IDLE: Final = later("Nothing was typed for {n} min.")
_LONG: Final = later("A session lasts {n} min at most.")
_CUT: Final = later("The paste was cut: it was longer than 64 KiB")
_CLOSED: Final[Mapping[Ending, str]] = {
    Ending.DRAINED: later("The server is about to end."),
    Ending.FORGOTTEN: later("Everything that was kept of you was deleted."),
}


def refusal(reason: Refusal, language: str) -> bytes:
    """Why there is no session, in a line; there are words for what learners can be told."""
    return _line(spoken_in(language)(_REFUSED[reason]))


def parting(ending: Ending, code: int, reason: str, *, line: str, language: str, kept: bool) -> bytes:
    """What a session leaves: a terminal that is given back, how it ended, and how to go on, which is by typing `line`.

    `code` is the reader's exit code, `reason` why the host ended it, if it did, in the learner's words. `kept` says whether
    what the learner did is kept anywhere.
    """
    say = spoken_in(language)
    words = [reason or say(_ENDED.get(ending, ""))]
    kept = kept and ending is not Ending.FORGOTTEN
    if kept and ending in UNFORESEEN:
        words.append(say(_SAVED_SO_FAR))
    elif kept and code == 0:
        words.append(say(_SAVED))
    words.append(say(_GO_ON).format(line=line))
    unclean = ending in UNFORESEEN or code < 0
    return (RESTORED if unclean else b"") + _line(" ".join(filter(None, words)))


def too_long(ending: Ending, seconds: float, language: str) -> str:
    """Why a session ends that nobody types in, or that lasts too long, in a sentence."""
    words = spoken_in(language)(_IDLE if ending is Ending.IDLE else _LONG)
    return words.format(n=max(1, round(seconds / 60)))


def closed(ending: Ending, language: str) -> str:
    """Why the host ends a session by itself, in a sentence; empty where nobody has to be told."""
    sentence = _CLOSED.get(ending)
    return spoken_in(language)(sentence) if sentence is not None else ""


def cut(language: str) -> str:
    """What a learner is told whose paste was too long."""
    return spoken_in(language)(_CUT)


def _line(words: str) -> bytes:
    return f"{words}\r\n".encode()

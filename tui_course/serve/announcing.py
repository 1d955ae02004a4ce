"""What a server says when it stands: what learners type, the code, and how they know that it is the right host."""

from __future__ import annotations

import textwrap
import time
from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.serve.identity.ways import GUEST, INSTRUCTOR
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.serve.exposure import Exposure
    from tui_course.serve.identity.ways import Ways

_SSH: Final = 22
_BORDER: Final = 2
_GAP: Final = 3
_LEAST: Final = 20
_NARROWEST: Final = 72
_WIDEST: Final = 92
_MARGIN: Final = "  "
_BLACK_ON_WHITE: Final = "\x1b[30;107m"
_PLAIN: Final = "\x1b[0m"
_BOLD: Final = "\x1b[1m"


@dataclass(frozen=True, slots=True)
class Standing:
    """A server that stands: `title` is the course's, `host` and `port` where learners reach it, `others` further addresses.

    `fingerprint` is the host key's, `store` where answers are kept in words, `unsafe` what was opened in spite of a refusal.
    """

    title: str
    host: str
    port: int
    ways: Ways
    fingerprint: str
    store: str
    exposure: Exposure
    others: Sequence[str] = ()
    unsafe: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What an announcement is shown on: a terminal with so many cells and with or without colours, or, by default, a log."""

    columns: int = 0
    rows: int = 0
    colours: bool = False
    ascii: bool = False


def command(host: str, port: int, user: str = "") -> str:
    """What is typed to come to a host."""
    place = f"{user}@{host}" if user else host
    return f"ssh {place}" if port == _SSH else f"ssh -p {port} {place}"


def address(host: str, port: int) -> str:
    """A host's address as a URI, for those who do not type."""
    place = f"[{host}]" if ":" in host else host
    return f"ssh://{place}" if port == _SSH else f"ssh://{place}:{port}"


def announcement(standing: Standing, page: Page) -> str:
    """What is printed for whoever runs the server, lines that end with a line feed.

    On a terminal that has room for it with a QR code of the address beside what learners need.
    """
    facts = [*_words(standing), ("", ""), *_facts(standing)]
    label = max(_width(word) for word, _said in facts) + 2
    code = _code(standing, page)
    lines = _lines(standing.title, facts, label, page, code)
    if code and (page.columns < _NARROWEST or len(lines) > page.rows - 2):
        lines = _lines(standing.title, facts, label, page, [])
    return "".join(f"{line.rstrip(' ')}\n" for line in (["", *lines, ""] if page.columns else lines))


def _words(standing: Standing) -> list[tuple[str, str]]:
    """What is read out to a class."""
    host, port, ways = standing.host, standing.port, standing.ways
    words = [] if ways.only_guests else [(_("Learners type"), command(host, port))]
    if ways.code is not None:
        words.append((_("The code"), ways.code.spoken))
    if ways.guests:
        words.append((_("Guests type"), command(host, port, "" if ways.only_guests else GUEST)))
    if ways.instructors.keys:
        words.append((_("You type"), command(host, port, INSTRUCTOR)))
    return words


def _facts(standing: Standing) -> list[tuple[str, str]]:
    """What is on and off, with a word before each."""
    ways, code = standing.ways, standing.ways.code
    taken = [_("the code")] if code is not None else []
    if ways.remember_keys:
        taken.append(_("remembered keys"))
    if ways.roster.keys:
        taken.append(_("the roster ({n})").format(n=len(ways.roster.names)))
    if ways.guests:
        taken.append(_("guests"))
    facts = [(_("Ways in"), ", ".join(taken))]
    if code is not None and code.until:
        facts.append((_("Code until"), time.strftime("%Y-%m-%d %H:%M", time.localtime(code.until))))
    names = ways.instructors.names
    facts += [
        (_("Reached from"), _reach(standing.exposure)),
        (_("Instructors"), ", ".join(names) or _("none: --instructors FILE lists their keys")),
        (_("Also at"), ", ".join(standing.others)),
        (_("Answers in"), standing.store),
        (_("Host key"), standing.fingerprint),
        *((_("Unsafe"), sentence) for sentence in standing.unsafe),
    ]
    return [(word, said) for word, said in facts if said]


def _reach(exposure: Exposure) -> str:
    from tui_course.serve.exposure import Reach

    match exposure.reach:
        case Reach.LOOPBACK:
            return _("this machine alone: --listen opens it to others")
        case Reach.PRIVATE:
            return _("this network")
        case Reach.PUBLIC:
            return _("everywhere") + (f": {exposure.why}" if exposure.why else "")


def _lines(title: str, facts: Sequence[tuple[str, str]], label: int, page: Page, code: Sequence[str]) -> list[str]:
    """The title and facts, with a code at the right of those that have room there; the others come below it."""
    wide = max(_LEAST, min(_WIDEST, page.columns - 2 * len(_MARGIN))) if page.columns else 0
    narrow = wide - (len(code[0]) + _GAP if code else 0)
    strong = _BOLD if page.colours else ""
    beside = [f"{strong}{line}{_PLAIN if strong else ''}" for line in _wrapped(title, narrow)]
    beside.append("")
    below: list[str] = []
    said_aloud = True
    for word, said in facts:
        said_aloud = said_aloud and bool(word)
        bold = strong if said_aloud else ""
        if code and not below:
            more = _fact(word, said, label, narrow, bold)
            if len(beside) + len(more) <= len(code) and max(map(len, said.split()), default=0) <= narrow - label:
                beside += more
                continue
        below += _fact(word, said, label, wide, bold)
    if not code:
        return [f"{_MARGIN}{line}" if page.columns else line for line in (*beside, *below) if line or page.columns]
    beside += [""] * (len(code) - len(beside))
    pairs = zip(beside, code, strict=True)
    framed = [f"{_MARGIN}{line}{' ' * (wide - len(cells) - _seen(line))}{_cells(cells, page)}" for line, cells in pairs]
    return [*framed, "", *(f"{_MARGIN}{line}" for line in below)]


def _fact(word: str, said: str, label: int, width: int, bold: str) -> list[str]:
    """A word and what is said of it, in a column of its own."""
    first, *more = _wrapped(said, width - label if width else 0) or [""]
    shown = [f"{bold}{line}{_PLAIN}" if bold and line else line for line in (first, *more)]
    pad = " " * (label - _width(word))
    return [f"{word}{pad}{shown[0]}" if word else "", *(" " * label + line for line in shown[1:])]


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of words, of at most so many characters where no word is longer; of any where `width` is 0."""
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False) if width > 0 else [text]


def _width(text: str) -> int:
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def _seen(line: str) -> int:
    """The cells of a line with what makes it bold."""
    return _width(line.replace(_BOLD, "").replace(_PLAIN, ""))


def _cells(cells: str, page: Page) -> str:
    return f"{_BLACK_ON_WHITE}{cells}{_PLAIN}" if page.colours else cells


def _code(standing: Standing, page: Page) -> list[str]:
    """The QR code of the address, a row of cells for two of its modules; nothing where it cannot be shown."""
    if page.ascii or not page.columns:
        return []
    try:
        import segno
    except ImportError:
        return []
    made = segno.make(address(standing.host, standing.port), error="l", micro=False)
    modules = [list(map(bool, row)) for row in made.matrix_iter(border=_BORDER)]
    modules.append([False] * len(modules[0]))
    # Without colours of our own a terminal is most likely dark, where what is drawn is light.
    dark = page.colours
    cells = {(dark, dark): "█", (dark, not dark): "▀", (not dark, dark): "▄", (not dark, not dark): " "}
    pairs = zip(modules[::2], modules[1::2], strict=True)
    return ["".join(cells[pair] for pair in zip(above, below, strict=True)) for above, below in pairs]

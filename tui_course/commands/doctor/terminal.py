"""The terminal: what it is, and what it answers when it is asked."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Final

from tui_course.commands.doctor.finding import Finding, State, shown
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_course.commands.doctor.asking import Answers

_LEAST: Final = (40, 12)
_GOOD: Final = (80, 24)
_HALF: Final = 128
_MULTIPLEXERS: Final = (("TMUX", "tmux"), ("STY", "screen"), ("ZELLIJ", "Zellij"))


def terminal_findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """What there is to say of the terminal that the program runs on."""
    term = environment.get("TERM", "")
    name = _("kind of terminal")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        value = _("none: this is a pipe or a file")
        yield Finding("terminal", name, State.SAID, value, _("Run it in your terminal to see what that can do."))
        yield from _encoding(environment)
        return
    if term in {"", "dumb"}:
        advice = _("The reader goes line by line here; where the terminal can do more, set TERM, such as TERM=xterm-256color.")
        yield Finding("terminal", name, State.DOUBTFUL, f"TERM={shown(term)}", advice)
    else:
        yield Finding("terminal", name, State.FINE, f"TERM={shown(term)}")
    yield _size()
    yield _colours(environment, term)
    yield from _encoding(environment)
    yield _around(environment)
    if term not in {"", "dumb"}:
        yield from _asked(environment)


def _size() -> Finding:
    columns, rows = shutil.get_terminal_size((0, 0))
    value = f"{columns}×{rows}"
    if columns < _LEAST[0] or rows < _LEAST[1]:
        advice = _("The reader needs at least {columns} columns and {rows} rows: make the window larger.")
        return Finding("size", _("size"), State.BROKEN, value, advice.format(columns=_LEAST[0], rows=_LEAST[1]))
    if columns < _GOOD[0] or rows < _GOOD[1]:
        advice = _("It reads best from {columns} columns and {rows} rows on.")
        return Finding("size", _("size"), State.SAID, value, advice.format(columns=_GOOD[0], rows=_GOOD[1]))
    return Finding("size", _("size"), State.FINE, value)


def _colours(environment: Mapping[str, str], term: str) -> Finding:
    name = _("colours")
    if environment.get("NO_COLOR"):
        return Finding("colours", name, State.SAID, _("none: NO_COLOR is set"))
    if environment.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return Finding("colours", name, State.FINE, _("16 million"))
    advice = _("If the terminal can show 16 million, say so: COLORTERM=truecolor.")
    if environment.get("TMUX"):
        advice = _("If the terminal around tmux can show 16 million: set -as terminal-features ',*:RGB' in ~/.tmux.conf.")
    value = "256" if "256" in term else (_("none") if term == "dumb" else "16")
    return Finding("colours", name, State.SAID, value, advice if term != "dumb" else "")


def _encoding(environment: Mapping[str, str]) -> Iterator[Finding]:
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower()
    locale = next((environment[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(key)), "")
    value = f"{encoding} ({shown(locale)})" if locale else encoding
    if "utf" in encoding:
        yield Finding("encoding", _("encoding"), State.FINE, value)
    else:
        advice = _("Only ASCII can be shown: set LC_ALL to a UTF-8 locale, such as C.UTF-8, or use --ascii.")
        yield Finding("encoding", _("encoding"), State.DOUBTFUL, value, advice)


def _around(environment: Mapping[str, str]) -> Finding:
    found = [name for variable, name in _MULTIPLEXERS if environment.get(variable)]
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        found.append("SSH")
    return Finding("inside", _("inside"), State.SAID, ", ".join(found) or _("nothing else"))


def _asked(environment: Mapping[str, str]) -> Iterator[Finding]:
    from tui_course.commands.doctor.asking import ask

    try:
        answers = ask(sys.stdin.fileno(), sys.stdout.fileno())
    except OSError as error:
        yield Finding("answers", _("answers"), State.DOUBTFUL, shown(error.strerror or str(error)))
        return
    if not answers.any:
        advice = _("It was asked what it can do and said nothing; the reader works, but cannot tell dark from light.")
        yield Finding("answers", _("answers"), State.SAID, _("none"), advice)
        return
    yield Finding("answers", _("answers"), State.FINE, shown(answers.name) or _("yes"))
    yield _widths(answers)
    yield _ground(answers, environment)
    yield _ability("synchronized", _("synchronized output"), answers.synchronized)
    yield _ability("mouse", _("mouse"), answers.mouse)
    yield _ability("keys", _("unambiguous keys"), answers.keys)


def _ability(id_: str, name: str, able: bool | None) -> Finding:  # noqa: FBT001 - what the terminal said
    if able is None:
        return Finding(id_, name, State.SAID, _("not known"))
    return Finding(id_, name, State.FINE if able else State.SAID, _("yes") if able else _("no"))


def _widths(answers: Answers) -> Finding:
    from tui_course.commands.doctor.asking import WIDE

    name = _("width of characters")
    if not answers.widths:
        return Finding("widths", name, State.SAID, _("not known"))
    wrong = [f"{sign} {found}≠{cells}" for (sign, cells), found in zip(WIDE, answers.widths, strict=True) if found != cells]
    if not wrong:
        return Finding("widths", name, State.FINE, _("as the program has it"))
    advice = _("Lines with such characters will not be straight: set the terminal to Unicode widths, or use --ascii.")
    return Finding("widths", name, State.DOUBTFUL, ", ".join(wrong), advice)


def _ground(answers: Answers, environment: Mapping[str, str]) -> Finding:
    name = _("background")
    if answers.ground is None:
        return Finding("background", name, State.SAID, _("not known"))
    light = sum(answers.ground) / 3 > _HALF
    value = "#{:02x}{:02x}{:02x}, ".format(*answers.ground) + (_("light") if light else _("dark"))
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    if light and ground not in {"7", "15"}:
        return Finding(
            "background", name, State.SAID, value, _("The theme is dark unless you choose a light one: T while you read.")
        )
    return Finding("background", name, State.FINE, value)

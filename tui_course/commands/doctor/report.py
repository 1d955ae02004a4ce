"""All findings, printed for people or as JSON."""

from __future__ import annotations

import os
import shutil
import sys
from textwrap import fill
from typing import TYPE_CHECKING, Final

from tui_course.commands.doctor.finding import Finding, State
from tui_course.commands.doctor.places import place_findings
from tui_course.commands.doctor.program import program_findings
from tui_course.commands.doctor.terminal import terminal_findings
from tui_course.commands.printing import prepare_output, print_json
from tui_course.config import load, spoken
from tui_course.language import SOURCE, later, ngettext, number, speak
from tui_course.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FINE: Final = 0
BROKEN: Final = 1
_LEAST_WORDS: Final = 16
_SECTIONS: Final = (
    ("program", later("The program")),
    ("terminal", later("The terminal")),
    ("places", later("What is kept, and where")),
)
_MARKS: Final = {State.FINE: ("✓", "+"), State.SAID: ("·", "-"), State.DOUBTFUL: ("!", "!"), State.BROKEN: ("✗", "x")}


def doctor(*, as_json: bool) -> int:
    """Look at everything and say how it is; 1 where something does not work."""
    prepare_output()
    environment = os.environ
    loaded = load({})
    # What programs read is the same in every language.
    speak(SOURCE if as_json else spoken(loaded.settings.language, environment))
    found = {
        "program": tuple(program_findings(environment)),
        "terminal": tuple(terminal_findings(environment)),
        "places": tuple(place_findings(loaded, environment)),
    }
    broken = sum(one.state is State.BROKEN for findings in found.values() for one in findings)
    if as_json:
        print_json({"broken": broken, **{section: [_data(one) for one in findings] for section, findings in found.items()}})
    else:
        _print(found, ascii=loaded.settings.ascii or "utf" not in (sys.stdout.encoding or "").lower())
    return BROKEN if broken else FINE


def _data(finding: Finding) -> dict[str, str]:
    return {
        "id": finding.id,
        "name": finding.name,
        "state": finding.state.value,
        "value": finding.value,
        "advice": finding.advice,
    }


def _print(found: Mapping[str, Sequence[Finding]], *, ascii: bool) -> None:  # noqa: A002 - the option's name
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    widest = max(len(one.name) for findings in found.values() for one in findings)
    for section, title in _SECTIONS:
        print(_(title))
        for one in found[section]:
            start, further = f"  {_MARKS[one.state][ascii]} {one.name:<{widest}}  ", " " * (widest + 6)
            print(_filled(one.value, start, further, columns))
            if one.advice:
                print(_filled(one.advice, further, further, columns))
        print()
    states = [one.state for findings in found.values() for one in findings]
    broken, doubtful = states.count(State.BROKEN), states.count(State.DOUBTFUL)
    if broken:
        words = ngettext("{count} thing does not work.", "{count} things do not work.", broken)
        print(words.format(count=number(broken)))
    elif doubtful:
        words = ngettext("All works; {count} thing could be better.", "All works; {count} things could be better.", doubtful)
        print(words.format(count=number(doubtful)))
    else:
        print(_("All is well."))


def _filled(words: str, start: str, further: str, columns: int) -> str:
    """Words on as many lines as the columns need; on one where there are none, as in a pipe."""
    if columns <= len(further) + _LEAST_WORDS:
        return f"{start}{words}".rstrip()
    return fill(words, columns, initial_indent=start, subsequent_indent=further, break_on_hyphens=False) or start.rstrip()

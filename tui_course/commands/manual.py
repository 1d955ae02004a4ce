"""The program's manual: read as every course is, printed in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from tui_course.sources.open import manual

if TYPE_CHECKING:
    from collections.abc import Mapping


def read(page: str | None, *, plain: bool, dumb: bool, flags: Mapping[str, Any]) -> int:
    """Open the manual at a page, or where the learner was; raises PageNotFound and SettingsError.

    With `plain`, and on a terminal that is `dumb`, it goes line by line; where there is no terminal the page, or the first one,
    is printed.
    """
    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        from tui_course.commands import printing

        return printing.cat(manual(), [page] if page else [], everything=False, as_json=False, width=None)
    if plain or dumb:
        from tui_course.commands import prompting

        return prompting.read(str(manual()), at=page, plain=plain, flags=flags)
    from tui_course.commands import reading

    return reading.read(str(manual()), at=page, flags=flags)

"""The author's editor: which one it is, and how it is told the line."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_USUAL: Final = ("vi", "nano")
_PLUS: Final = frozenset(
    "vi vim nvim view gvim mvim vimx neovide ex nano pico emacs emacsclient xemacs mg jed joe jmacs jstar jpico ne micro kak "
    "tilde dte mcedit vis gedit kwrite".split()
)
_COLON: Final = frozenset("hx helix subl sublime_text zed zeditor lapce".split())
_GOTO: Final = frozenset("code code-insiders codium vscodium cursor windsurf positron".split())
_LINE: Final = frozenset("kate mate".split())
_READ_ONLY: Final = {
    **dict.fromkeys("vi vim nvim gvim mvim vimx".split(), "-R"),
    **dict.fromkeys("nano pico".split(), "-v"),
    "micro": "-readonly=true",
    "kak": "-ro",
}


def find_editor(
    environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> tuple[tuple[str, ...] | None, str]:
    """The words that start the editor, and an empty text; or None, and what is wrong with the setting, if anything.

    It is what `VISUAL` names, else `EDITOR`, with its arguments as a shell would read them; else the first usual one that is
    there.
    """
    for name in ("VISUAL", "EDITOR"):
        given = environment.get(name, "").strip()
        if not given:
            continue
        try:
            words = tuple(shlex.split(given))
        except ValueError:
            return None, f"{name}={given}"
        if not words or which(words[0]) is None:
            return None, f"{name}={given}"
        return words, ""
    found = next((name for name in _USUAL if which(name) is not None), None)
    return ((found,), "") if found is not None else (None, "")


def command(editor: Sequence[str], path: Path, line: int, *, read_only: bool = False) -> list[str]:
    """The words that open a file at a line, counted from 1; 0, and an editor that is not known, open it at its beginning."""
    # A name that begins with a hyphen would be an option.
    file = os.fspath(path.absolute())
    name = Path(editor[0]).name.removesuffix(".exe")
    words = [*editor]
    if read_only and name in _READ_ONLY:
        words.append(_READ_ONLY[name])
    if line < 1:
        return [*words, file]
    if name in _PLUS:
        return [*words, f"+{line}", file]
    if name in _COLON:
        return [*words, f"{file}:{line}"]
    if name in _GOTO:
        return [*words, "--goto", f"{file}:{line}"]
    if name in _LINE:
        return [*words, "--line", str(line), file]
    return [*words, file]


def run(words: Sequence[str]) -> int:
    """Start the editor on this terminal and wait for its end; returns its exit status. Raises OSError."""
    # Ctrl-C is the editor's: a handler that does nothing is not passed on to it, as ignoring the signal would be.
    here = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None) if here else None
    try:
        return subprocess.run(list(words), check=False).returncode  # noqa: S603 - the user's own editor, and no shell
    finally:
        if here:
            signal.signal(signal.SIGINT, before)

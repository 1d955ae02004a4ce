"""WebVTT subtitles to the lines of a transcript."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from tui_course.model.block import Cue
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.values import dataclass

MAX_CUES: Final = 20_000
_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}[ \t]*-->[ \t]*{_TIME}")
_TAG = re.compile(r"<[^>\n]*>")


@dataclass(frozen=True, slots=True)
class Transcript:
    """The cues of a file in order, and what was wrong with it."""

    cues: tuple[Cue, ...]
    problems: tuple[Problem, ...] = ()


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def read_vtt(text: str, file: str = "") -> Transcript:
    """Read WebVTT (https://www.w3.org/TR/webvtt1/), or SubRip, which differs in nothing that is shown.

    Tags are dropped, entities resolved, a cue repeated word for word by the next one is shown once. Never raises.
    """
    cues: list[Cue] = []
    problems: list[Problem] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        match = _TIMING.match(lines[number])
        number += 1
        if match is None:
            if "-->" in lines[number - 1]:
                problems.append(Problem("subtitles-syntax", Severity.WARNING, "a time that cannot be read", file, number))
            continue
        words = []
        while number < len(lines) and lines[number].strip():
            words.append(lines[number].strip())
            number += 1
        said = visible(unescape(_TAG.sub("", " ".join(words)))).strip()
        if not said or (cues and cues[-1].text == said):
            continue
        if len(cues) < MAX_CUES:
            cues.append(Cue(_seconds(*match.groups()[:4]), _seconds(*match.groups()[4:]), said))
        else:
            problems.append(
                Problem("subtitles-size", Severity.WARNING, f"only the first {MAX_CUES} lines are shown", file, number)
            )
            break
    if not cues and text.strip() and not problems:
        problems.append(Problem("subtitles-syntax", Severity.WARNING, "no line with a time was found", file, 1))
    return Transcript(tuple(cues), tuple(problems))

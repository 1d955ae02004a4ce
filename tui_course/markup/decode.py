"""Bytes of a text file to text."""

from __future__ import annotations

import codecs
from typing import Final

from tui_course.model.problem import Problem, Severity
from tui_course.values import dataclass

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 400


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line feeds only, and what was wrong with its bytes."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, file: str = "") -> Decoded:
    """Decode UTF-8 (with or without mark), or UTF-16 and UTF-32 where a mark or the pattern of zero bytes shows them.

    Never raises: bytes that cannot be decoded become U+FFFD and are reported with their line.
    """
    encoding, data = _encoding(data)
    problems: list[Problem] = []
    if encoding != "utf-8":
        problems.append(
            Problem("encoding", Severity.WARNING, f"the file is in {encoding}, not UTF-8; it is read as that", file)
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = data[error.start : error.start + 1]
        problems.append(Problem("encoding", Severity.ERROR, f"byte {bad.hex()} is not {encoding}; shown as \ufffd", file, line))
        text = data.decode(encoding, "replace")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), tuple(problems))


def _encoding(data: bytes) -> tuple[str, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    sample = data[:_SAMPLE]
    # What begins with front matter in one byte a character goes on so, whatever zero bytes follow.
    if len(sample) >= 4 and not sample.startswith(b"---"):  # noqa: PLR2004 - two characters of UTF-16
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        half = len(sample) // 2
        if odd > half * 0.6 and even < half * 0.2:
            return "utf-16-le", data
        if even > half * 0.6 and odd < half * 0.2:
            return "utf-16-be", data
    return "utf-8", data

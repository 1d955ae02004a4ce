"""Reads what is written to a terminal as the terminal does, and says what of it this program has no business to write."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

TABLE = Path(__file__).with_name("allowed.yml")
KINDS = ("control", "escape", "csi", "osc")
SINKS = ("screen", "hosted", "printed", "lines", "door", "log")

# What turns the direction of writing, is a tag, or breaks a line behind a program's back. ZWJ, ZWNJ, LRM and RLM are letters.
_STEERING = (*range(0x202A, 0x202F), *range(0x2066, 0x2070), 0x061C, 0x2028, 0x2029, *range(0xFFF9, 0xFFFC), 0xFEFF)
STEERING = frozenset(map(chr, (*_STEERING, *range(0xE0000, 0xE0080))))
_STRINGS = {"P": "dcs", "X": "sos", "]": "osc", "^": "pm", "_": "apc"}


class Token(NamedTuple):
    """A run of text or one sequence: its kind, what is in it without what begins and ends it, and where it begins."""

    kind: str
    body: str
    at: int


_TEXT = re.compile(f"[^\x00-\x1f\x7f-\x9f\ud800-\udfff{''.join(sorted(STEERING))}]+")
_CSI = re.compile(r"[0-?]*[ -/]*[@-~]")
_STRING = re.compile(r"[^\x07\x18\x1a\x1b\x9c]*(?=\x07|\x1b\\)")
_ESCAPE = re.compile(r"[ -/]*[0-~]")


def tokens(data: bytes | str):
    """The text and the sequences of what is written; a byte that is no UTF-8 and a sequence without its end are `broken`."""
    text = data.decode("utf-8", "surrogateescape") if isinstance(data, bytes) else data
    at = 0
    while at < len(text):
        if found := _TEXT.match(text, at):
            yield Token("text", found[0], at)
            at = found.end()
        else:
            token, at = _special(text, at)
            yield token


def _special(text, at):
    """The token that begins with a character that is no text, and where the next one does."""
    character = text[at]
    if character != "\x1b":
        kind = "broken" if "\ud800" <= character <= "\udfff" else "steering" if character in STEERING else "control"
        # Of the eight-bit forms of sequences the first character is enough: none of them is ours.
        return Token(kind, character, at), at + 1
    begins = text[at + 1 : at + 2]
    if begins == "[":
        found = _CSI.match(text, at + 2)
        return (Token("csi", found[0], at), found.end()) if found else (Token("broken", text[at : at + 8], at), at + 2)
    if begins in _STRINGS:
        found = _STRING.match(text, at + 2)
        if not found:
            return Token("broken", text[at : at + 8], at), at + 2
        return Token(_STRINGS[begins], found[0], at), found.end() + (1 if text[found.end()] == "\x07" else 2)
    found = _ESCAPE.match(text, at + 1)
    return (Token("escape", found[0], at), found.end()) if found else (Token("broken", text[at : at + 2], at), at + 1)


class Row(NamedTuple):
    """A row of the table of what is allowed."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    sinks: frozenset[str]
    asked: bool
    why: str


@cache
def table():
    """What is allowed; raises ValueError where the table names a kind or a sink that there is not, or gives no reason."""
    rows = []
    for given in yaml.safe_load(TABLE.read_text(encoding="utf-8")):
        pattern, sinks = re.compile(given["pattern"]), frozenset(given["sinks"])
        row = Row(given["name"], given["kind"], pattern, sinks, given.get("asked", False), given["why"])
        if row.kind not in KINDS or not row.sinks <= frozenset(SINKS) or not row.sinks or not row.why:
            raise ValueError(row)
        rows.append(row)
    return tuple(rows)


def row_of(token, sink, *, asked=False):
    """The row that allows a sequence on a sink, if one does."""
    return next(
        (
            row
            for row in table()
            if row.kind == token.kind and sink in row.sinks and (asked or not row.asked) and row.pattern.fullmatch(token.body)
        ),
        None,
    )


@cache
def _is_allowed(kind, body, sink, asked):
    return row_of(Token(kind, body, 0), sink, asked=asked) is not None


def strangers(data, sink, *, asked=False):
    """What of `data` may not be written on a sink, each with what stands around it; `asked` says that a copy was asked for."""
    if sink not in SINKS:
        raise ValueError(sink)
    text = data.decode("utf-8", "surrogateescape") if isinstance(data, bytes) else data
    return [
        f"{token.kind} {token.body!r} in {text[max(0, token.at - 30) : token.at + 40]!r}"
        for token in tokens(text)
        if token.kind != "text" and not _is_allowed(token.kind, token.body[:200], sink, asked)
    ]


def whole(text):
    """What was written so far without a sequence at its end that is not all there yet."""
    return re.sub(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?)?\Z", "", text)


def words(data):
    """The text alone of what was written."""
    return "".join(token.body for token in tokens(data) if token.kind == "text")

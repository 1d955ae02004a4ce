"""Names of authors and editors, split as BibTeX splits them."""

from __future__ import annotations

import re
from typing import Final

from tui_course.markup.bibliography.latex import to_unicode
from tui_course.model.reference import Name
from tui_course.values import dataclass

_SPACES: Final = re.compile(r"\s+")
_BETWEEN: Final = re.compile(r"[{}]| (?:and|AND)(?= |$)")
_INSIDE: Final = re.compile(r"[{}, ~]")
_PART: Final = re.compile(
    r"\s*(family|given|prefix|suffix|given-i|family-i|prefix-i|suffix-i|useprefix|id)\s*=\s*(.*)", re.DOTALL
)
_COMMAND: Final = re.compile(r"\\[A-Za-z]+\s*|\\.")
_OTHERS: Final = frozenset({"others", "et al.", "et al", "et~al.", "et~al", "etal"})
_SUFFIXES: Final = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_MOST_COMMAS: Final = 2
_LEAST_WITH_SUFFIX: Final = 3


@dataclass(frozen=True, slots=True)
class NameList:
    """Names in order; `others` says that the list ends with "and others"; `faults` are sentences about names."""

    names: tuple[Name, ...] = ()
    others: bool = False
    faults: tuple[str, ...] = ()


def split_names(source: str) -> NameList:
    """Split the LaTeX source of an author or editor field.

    A name in braces of its own, or of one word, is a body. Otherwise the rules are those of BibTeX: "First von Last",
    "von Last, First" and "von Last, Jr, First", where von is what starts with a small letter (Patashnik, "BibTeXing",
    1988, section 4), and biblatex's "family=Last, given=First".
    """
    names: list[Name] = []
    faults: list[str] = []
    others = False
    for piece in _pieces(_SPACES.sub(" ", source).strip()):
        if piece.lower() in _OTHERS:
            others = True
            continue
        parts = _words(piece)
        if len(parts) > _MOST_COMMAS + 1 and not _PART.match(piece):
            faults.append(f"a name has {len(parts) - 1} commas: {to_unicode(piece[:60])}")
        if name := _name(piece, parts):
            names.append(name)
    return NameList(tuple(names), others, tuple(faults))


def _pieces(source: str) -> list[str]:
    """The names between the words "and" that stand outside of braces."""
    pieces, depth, start = [], 0, 0
    for match in _BETWEEN.finditer(f" {source}"):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(source[start : max(start, match.start() - 1)])
            start = match.end() - 1
    pieces.append(source[start:])
    return [piece for piece in (piece.strip() for piece in pieces) if piece]


def _words(source: str) -> list[list[str]]:
    """The words of a name, divided by the commas that stand outside of braces."""
    parts: list[list[str]] = [[]]
    depth = start = 0
    for match in _INSIDE.finditer(source):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            if match.start() > start:
                parts[-1].append(source[start : match.start()])
            if match[0] == ",":
                parts.append([])
            start = match.end()
    if source[start:]:
        parts[-1].append(source[start:])
    return parts


def _name(piece: str, parts: list[list[str]]) -> Name | None:
    if _is_group(piece):
        return Name(to_unicode(piece)) if to_unicode(piece) else None
    if _PART.match(piece):
        return _named_parts(parts)
    parts = [words for words in parts if words]
    if not parts:
        return None
    suffix: list[str] = []
    if len(parts) == 1:
        words = parts[0]
        if len(words) >= _LEAST_WITH_SUFFIX and words[-1] in _SUFFIXES:
            words, suffix = words[:-1], words[-1:]
        given, family = _first_von_last(words)
    else:
        family = parts[0]
        given = [word for words in parts[2 if len(parts) > _MOST_COMMAS else 1 :] for word in words]
        suffix = parts[1] if len(parts) > _MOST_COMMAS else []
        if given and all(word in _SUFFIXES for word in given):
            given, suffix = suffix, given
    return _made(family, given, suffix)


def _first_von_last(words: list[str]) -> tuple[list[str], list[str]]:
    for index, word in enumerate(words[:-1]):
        if _is_small(word):
            return words[:index], words[index:]
    return words[:-1], words[-1:]


def _named_parts(parts: list[list[str]]) -> Name | None:
    found: dict[str, str] = {}
    for words in parts:
        if match := _PART.match(" ".join(words)):
            found.setdefault(match[1], match[2].strip('" '))
    family = [found[part] for part in ("prefix", "family") if found.get(part)]
    return _made(family, found.get("given", "").split(), found.get("suffix", "").split())


def _made(family: list[str], given: list[str], suffix: list[str]) -> Name | None:
    last = to_unicode(" ".join(family))
    first = tuple(word for word in (to_unicode(word) for word in given) if word)
    if not last:
        return Name(" ".join(first)) if first else None
    return Name(last, first, to_unicode(" ".join(suffix)))


def _is_group(source: str) -> bool:
    """Whether the braces at both ends belong together."""
    if not (source.startswith("{") and source.endswith("}")):
        return False
    depth = 0
    for index, char in enumerate(source):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0:
            return index == len(source) - 1
    return False


def _is_small(word: str) -> bool:
    """Whether a word starts with a small letter; one in braces has no case, unless the brace holds a command."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    for char in _COMMAND.sub("", word[:64]):
        if char.isalpha():
            return char.islower()
    return False

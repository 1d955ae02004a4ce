"""What somebody types, as terms to look for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tui_course.model.visible import visible
from tui_course.search.folding import fold, folded_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST_CHARACTERS: Final = 400
_MOST_TERMS: Final = 12
_PART = re.compile(r'"([^"]*)("|$)|([^\s"]+)')
_TOKEN = re.compile(r"[^\W_]+")
# Scripts that put no spaces between words, or, as Korean, endings onto them: words are looked for inside of words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_MIXED = re.compile(r"[^\W\d_]+|\d+")
_LEAST_STEM: Final = 4
# What joins the words of English says nothing of what is looked for. In other languages such words only rank low.
_JOINING: Final = frozenset("a an and are as at be by for from in is it of on or that the this to was with".split())


@dataclass(frozen=True)
class Term:
    """A word or a phrase, folded.

    `open` says that its last word may go on, `quoted` that it is meant to the letter.
    """

    text: str
    open: bool = False
    quoted: bool = False

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its words, as an index of words has them."""
        return tuple(_TOKEN.findall(self.text))

    @cached_property
    def inside(self) -> bool:
        """Whether it is looked for inside of words: there it has no spaces around it."""
        return bool(_UNSPACED.search(self.text))

    @cached_property
    def literal(self) -> bool:
        """Whether its signs count: as in `C++`, `/odom` and `->`, which words alone do not tell from others."""
        return not self.inside and _TOKEN.sub("", self.text).strip(" _") != ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What is shown as found, in folded text: beginnings of words only, unless it is found inside of words."""
        words = r"[\W_]+".join(map(re.escape, self.tokens))
        if self.inside or self.literal or not words:
            words = re.escape(self.text).replace(r"\ ", r"\s+")
        head = r"(?<![^\W_])" if not self.inside and self.text[:1].isalnum() else ""
        tail = r"(?![^\W_])" if not (self.inside or self.open) and self.text[-1:].isalnum() else ""
        return re.compile(head + words + tail)


@dataclass(frozen=True)
class Query:
    """Terms that are all wanted; `typed` are those with the words that only join them, which make them a phrase."""

    terms: tuple[Term, ...]
    typed: tuple[Term, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.terms

    @property
    def loose(self) -> Query:
        """The same without the signs in it, for where nothing reads so; terms that have little more than signs are left out."""
        terms = []
        for term in self.terms:
            if not term.literal:
                terms.append(term)
            elif any(len(token) > 1 for token in term.tokens):
                terms.append(Term(" ".join(term.tokens), term.open, term.quoted))
        return Query(tuple(terms), self.typed)

    def found_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """What of a text is found, as starts and stops in reading order; none overlap."""
        return tuple(found_spans(text, self.terms))


def parse(text: str) -> Query:
    """The query that a text means: words, and phrases in double quotes. The last word may go on unless a space follows.

    Any text means something; of a long one the beginning counts.
    """
    text = visible(text)[:_MOST_CHARACTERS]
    terms: list[Term] = []
    match = None
    for match in _PART.finditer(text):
        phrase, closed, word = match.groups()
        quoted = word is None
        words = " ".join(fold(phrase if quoted else word).split())
        at_end = match.end() == len(text)
        if not words or len(terms) == _MOST_TERMS:
            continue
        going_on = at_end and not (quoted and closed)
        # An inflected form begins like the word itself, mostly.
        stem = not quoted and len(words) >= _LEAST_STEM
        terms.append(Term(words, going_on or stem, quoted))
    typed = tuple(dict.fromkeys(terms))
    last = terms[-1] if terms and match is not None and match.end() == len(text) else None
    telling = tuple(term for term in typed if term.quoted or term.text not in _JOINING or term == last)
    return Query(telling or typed, typed)


def found_spans(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where in `text` any of the terms stands, as starts and stops in reading order; what overlaps or touches is one."""
    folded, places = folded_places(text)
    return [(places[start], places[stop - 1] + 1) for start, stop in folded_spans(folded, terms)]


def folded_spans(folded: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where in folded text any of the terms stands, like `found_spans`."""
    found: list[tuple[int, int]] = []
    for start, stop in sorted(match.span() for term in terms for match in term.pattern.finditer(folded)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return found


def expression(term: Term) -> str:
    """The term in the language of SQLite's FTS5, every word in quotes: nothing that is typed can be an operator.

    Empty for a term that has no words, or is looked for inside of words.
    """
    if term.inside or not term.tokens:
        return ""
    phrase = _quoted(term.tokens)
    if not term.open:
        return phrase
    # The whole word counts twice: it goes before the words that only begin with it.
    forms = [phrase, f"{phrase}*"]
    if len(term.tokens) == 1 and not term.quoted:
        parts = _MIXED.findall(term.text)
        forms += [_quoted(parts)] if len(parts) > 1 and len(parts[0]) > 1 else []
    return f"({' OR '.join(forms)})"


def adjacent(terms: Sequence[Term]) -> str:
    """The words of all terms as one phrase, in the same language."""
    return f"{_quoted(token for term in terms for token in term.tokens)}{'*' if terms[-1].open else ''}"


def _quoted(words: Iterable[str]) -> str:
    return f'"{" ".join(words)}"'

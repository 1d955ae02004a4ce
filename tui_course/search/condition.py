"""What is looked for, as a condition of SQL: words that an index answers, and signs that texts are read through for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.search.folding import fold
from tui_course.search.query import adjacent, expression

if TYPE_CHECKING:
    from tui_course.search.query import Query, Term


class Condition:
    """Terms as a condition: what the index of words answers, and what the text is read through for."""

    def __init__(self, query: Query, *, fts5: bool, together: bool) -> None:
        terms = query.terms
        expressions = [expression(term) if fts5 else "" for term in terms]
        words = [words for words in expressions if words]
        read = [term for term, words in zip(terms, expressions, strict=True) if term.literal or not words]
        self._together = together
        self._read: list[Term] = []
        # A passage that only stands below a heading or a title with the words is not what is looked for.
        any_of = f"{{text}} : ({' OR '.join(words)})"
        self.match = ""
        conditions = []
        self.values: list[str] = []
        if words and together:
            self.match = f"({' AND '.join(words)}) AND {any_of}"
            if len(words) > 1:
                # Words that stand together in this order count for more; where they do, all of them are there.
                self.match = f"({self.match}) OR {{text}} : {adjacent(query.typed)}"
        elif words and len(words) == len(terms):
            self.match = any_of
        if self.match:
            conditions.append("words MATCH ?")
            self.values.append(self.match)
        if together:
            conditions += ["instr(p.folded, ?)"] * len(read)
            self.values += [term.text for term in read]
            self._read = read
        elif not self.match:
            conditions.append(f"({' OR '.join(['instr(p.folded, ?)'] * len(terms))})")
            self.values += [term.text for term in terms]
            self._read = list(terms)
        self.condition = " AND ".join(conditions)

    @property
    def reads(self) -> bool:
        """Whether text is read through for some of the terms."""
        return bool(self._read)

    def reads_so(self, text: str) -> bool:
        """Whether a text has the terms that it was read through for, as words: SQLite finds them inside of others too."""
        if not self._read:
            return True
        folded = plain(text)
        found = (bool(term.pattern.search(folded)) for term in self._read)
        return all(found) if self._together else any(found)


def plain(text: str) -> str:
    """A text as terms are looked for in it: folded, on one line."""
    return " ".join(fold(text).split())

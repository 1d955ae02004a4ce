"""The passages of a course in a database that finds words; FTS5 where SQLite has it."""

from __future__ import annotations

import math
import sqlite3
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from tui_course.errors import SearchError
from tui_course.own_files import replaced
from tui_course.search.condition import Condition, plain
from tui_course.search.folding import fold
from tui_course.search.passages import Kind, Passage
from tui_course.search.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tui_course.search.query import Term

FORMAT: Final = 2
"""Another number is another layout of the file, or another notion of a passage: what was kept is made anew."""

_APPLICATION: Final = int.from_bytes(b"TuiS", "big")
_TABLE: Final = """
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    page BLOB NOT NULL,
    block INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    heading TEXT NOT NULL,
    heading_anchor TEXT NOT NULL,
    anchor TEXT NOT NULL,
    letters INTEGER NOT NULL,
    seconds REAL,
    folded TEXT NOT NULL
)
"""
# It holds no text of its own: what is shown is cut from `passages`, whose rows it points to.
_WORDS: Final = """
CREATE VIRTUAL TABLE words USING fts5(text, heading, title, content = '', tokenize = "unicode61 remove_diacritics 2")
"""
_ADD: Final = "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_WORDS: Final = "INSERT INTO words (rowid, text, heading, title) VALUES (?, ?, ?, ?)"
_COLUMNS: Final = "p.page, p.block, p.kind, p.text, p.heading, p.heading_anchor, p.anchor, p.letters, p.seconds"
_BELOW: Final = """
(SELECT n.text FROM passages n WHERE n.id = p.id + 1 AND n.page = p.page AND p.kind IN ('title', 'heading')
    AND n.kind NOT IN ('title', 'heading'))
"""
# What words count in the text itself, in the heading above it, and in the title of the page.
_WEIGHTS: Final = "1.0, 1.5, 2.5"
# A list of references repeats every term of its course, and a question asks what the text explains.
_KINDS: Final = {Kind.TITLE: 3.0, Kind.HEADING: 2.0, Kind.REFERENCE: 0.4, Kind.QUESTION: 0.8, Kind.CODE: 0.8}
CANDIDATES: Final = 200
"""How many passages a search gives where nobody says how many."""
_MAPPED: Final = 1 << 28
_STALE_SECONDS: Final = 3600.0


def has_fts5() -> bool:
    """Whether this Python's SQLite can index words."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(_WORDS)
        except sqlite3.OperationalError:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; the smaller its `rank` the better it fits. `below` is what stands below a title or heading."""

    passage: Passage
    rank: float
    below: str = ""


class Found(NamedTuple):
    """Hits, the query that they answer, and whether they have the whole of it."""

    hits: list[Hit]
    query: Query
    whole: bool = True


class SearchIndex:
    """The passages of a course; it may be asked while it grows, from any thread.

    A new one is SQLite's private temporary database, of which nothing stays; `save` copies it to where `load` finds it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self.fts5 = bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone())

    @classmethod
    def new(cls, *, fts5: bool | None = None) -> Self:
        """An empty index; without `fts5` text is read through for each query. None takes it where it is there."""
        connection = sqlite3.connect("", uri=True, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute(_TABLE)
        if has_fts5() if fts5 is None else fts5:
            connection.execute(_WORDS)
        return cls(connection)

    @classmethod
    def load(cls, path: Path) -> Self | None:
        """The index that was saved; None where there is none, or one that is damaged or of another format."""
        connection = None
        try:
            if not path.is_file():
                return None
            # Nobody ever writes into it: a new one takes its place.
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            # Read where the system has it already: a copy of its own would cost each reader of a host up to two mebibytes.
            connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
            made = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if made == [_APPLICATION, FORMAT] and connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
                index = cls(connection)
                if not index.fts5 or has_fts5():
                    return index
        except (OSError, sqlite3.Error):
            pass
        if connection is not None:
            connection.close()
        return None

    def close(self) -> None:
        """End it."""
        with self._lock:
            self._connection.close()

    def add(self, passages: Iterable[Passage], title: str) -> None:
        """Add the passages of a page that has a title; raises SearchError."""
        title = _storable(fold(title))
        rows = [(passage, _storable(plain(passage.text)), _storable(fold(passage.heading))) for passage in passages]
        with self._lock, _failing():
            self._connection.execute("BEGIN")
            for passage, folded, heading in rows:
                number = self._connection.execute(_ADD, (*_columns(passage), folded)).lastrowid
                if self.fts5:
                    self._connection.execute(_ADD_WORDS, (number, folded, heading, title))
            self._connection.execute("COMMIT")

    def save(self, path: Path) -> bool:
        """Copy it to a file, which takes the place of one that is there all at once; False where that cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _forget_stale(path)
            with replaced(path, f"{path.name}.") as half, self._lock:
                # As an address: SQLite takes no name whose bytes are no text.
                self._connection.execute("VACUUM INTO ?", (half.absolute().as_uri(),))
        except (OSError, sqlite3.Error):
            return False
        return True

    # Asking

    def search(self, query: Query, limit: int = CANDIDATES) -> Found:
        """The passages that have all terms, where their headings and the title of the page count, best first; then those that
        have some, from pages that have all.

        Where nothing reads so, signs such as those of `/odom` do not count; where still nothing does, some of the terms are
        enough. Raises SearchError where the file is damaged.
        """
        if query.empty:
            return Found([], query)
        loose = query.loose
        with self._lock, _failing():
            for wanted in dict.fromkeys((query, loose)):
                found = self._found(wanted, limit)
                if found:
                    return Found(found, wanted)
            some = self._ranked(loose, limit, together=False) if len(loose.terms) > 1 else []
            return Found(some, loose, whole=False) if some else Found([], query)

    def _found(self, query: Query, limit: int) -> list[Hit]:
        terms = query.terms
        if not terms:
            return []
        found = self._ranked(query, limit, together=True)
        if len(terms) > 1 and len(found) < limit:
            pages = set.intersection(*(self._pages(term) for term in terms))
            if pages:
                seen = {(hit.passage.page, hit.passage.block, hit.passage.letters) for hit in found}
                rest = self._ranked(query, limit, together=False)
                found += [
                    hit
                    for hit in rest
                    if hit.passage.page in pages and (hit.passage.page, hit.passage.block, hit.passage.letters) not in seen
                ]
        return found[:limit]

    def _ranked(self, query: Query, limit: int, *, together: bool) -> list[Hit]:
        """Passages with all terms, or with any of them, best first."""
        asked = Condition(query, fts5=self.fts5, together=together)
        rank = f"bm25(words, {_WEIGHTS})" if asked.match else "0.0"
        source = "words JOIN passages p ON p.id = words.rowid" if asked.match else "passages p"
        # Values are bound. Texts are fetched for the best alone.
        best = f"SELECT p.id AS id, {rank} AS rank FROM {source} WHERE {asked.condition} ORDER BY rank, p.id LIMIT ?"  # noqa: S608
        statement = f"SELECT {_COLUMNS}, {_BELOW}, b.rank FROM ({best}) b JOIN passages p ON p.id = b.id ORDER BY b.rank, p.id"  # noqa: S608
        rows = self._connection.execute(statement, (*asked.values, limit)).fetchall()
        hits = []
        for *columns, rank in rows:
            page, block, kind, text, heading, heading_anchor, anchor, letters, seconds, below = columns
            if not asked.reads_so(text):
                continue
            passage = Passage(_page_of(page), block, Kind(kind), text, heading, heading_anchor, anchor, letters, seconds)
            hits.append(Hit(passage, (rank or _plain_rank(passage, query.terms)) * _KINDS.get(passage.kind, 1.0), below or ""))
        return sorted(hits, key=lambda hit: hit.rank)

    def _pages(self, term: Term) -> set[str]:
        asked = Condition(Query((term,)), fts5=self.fts5, together=True)
        source = "words JOIN passages p ON p.id = words.rowid" if asked.match else "passages p"
        text = "p.text" if asked.reads else "''"
        statement = f"SELECT DISTINCT p.page, {text} FROM {source} WHERE {asked.condition}"  # noqa: S608  values are bound
        return {_page_of(page) for page, text in self._connection.execute(statement, asked.values) if asked.reads_so(text)}


@contextmanager
def _failing() -> Iterator[None]:
    """What SQLite cannot do is an error of ours, and what a disk has made of our words."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise SearchError(f"the index for searching cannot be used: {error}") from error


def _columns(passage: Passage) -> tuple[bytes | str | int | float | None, ...]:
    return (
        # The name of a file may have bytes that are no text: an id has them as surrogates, and is given back as it was.
        passage.page.encode("utf-8", "surrogatepass"),
        passage.block,
        passage.kind.value,
        _storable(passage.text),
        _storable(passage.heading),
        _storable(passage.heading_anchor),
        _storable(passage.anchor),
        passage.letters,
        passage.seconds,
    )


def _page_of(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogatepass")


def _storable(text: str) -> str:
    """A text without surrogates, which SQLite refuses; as long as it was."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _plain_rank(passage: Passage, terms: Sequence[Term]) -> float:
    """How well a passage fits that no index of words has ranked: how much of it the terms are, headings before text."""
    folded = plain(passage.text)
    found = sum(len(match.group()) for term in terms for match in term.pattern.finditer(folded))
    return -found / (20 + math.sqrt(len(folded)))


def _forget_stale(path: Path) -> None:
    """Remove what a program that was killed while it saved has left."""
    before = time.time() - _STALE_SECONDS
    for left in path.parent.glob(f"{path.name}.*"):
        with suppress(OSError):
            if left.stat().st_mtime < before:
                left.unlink()

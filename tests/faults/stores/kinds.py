"""Every file that the program writes, as one thing: how a value gets into a folder, what comes out, and where it stands."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tui_course.config.remembered import keep_chosen, read_chosen
from tui_course.errors import TuiCourseError
from tui_course.library.entry import CourseEntry
from tui_course.library.packing import pack
from tui_course.library.registry import Registry
from tui_course.library.unpacking import unpack
from tui_course.model.answer import Outcome, Typed
from tui_course.model.attempt import Attempt
from tui_course.model.course import Course
from tui_course.own_files import content, output
from tui_course.pictures.drawn import Drawn
from tui_course.pictures.store import DrawnStore
from tui_course.progress.open import open_store
from tui_course.search.index import SearchIndex
from tui_course.search.passages import Kind, Passage
from tui_course.search.query import parse
from tui_course.serve.audit import Audit, Event
from tui_course.serve.host_keys import host_keys
from tui_course.sources.kept import Unkept, keep, kept
from tui_course.sources.published import PublishedCourse


class Said(Exception):
    """What was told to a learner, an author or a host in place of a value."""


def words(error):
    """An error as commands tell it."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


class Written(NamedTuple):
    """A file that is written: its name in a folder, how a word is put into it, and how the words that are in it are found.

    Both may raise Said. `precious` is what nobody could make again: of a damaged file a copy is kept. `grows` has more than one
    word in it.
    """

    file: str
    put: object
    found: object
    precious: bool = False
    grows: bool = False


def told(work):
    """The work, of which every error that is foreseen is Said."""

    def done(folder, *given):
        try:
            return work(folder, *given)
        except (TuiCourseError, OSError, Unkept) as error:
            raise Said(words(error)) from error

    return done


def attempt(word):
    return Attempt(word, "ada", "kites", "wind", "q", 1.0, Typed((word,)), Outcome.RIGHT, 1.0, 1.0)


def put_answer(folder, word):
    with closing(open_store("", folder)) as store:
        store.record([attempt(word), *(attempt(f"{word} {number}") for number in range(100))])
        if not store.lasting:
            raise Said(store.notice)


def answers(folder):
    with closing(open_store("", folder)) as store:
        found = {one.id for one in store.attempts("ada")}
        if not found and store.notice:
            raise Said(store.notice)
        return found


def put_course(folder, word):
    Registry(folder).change(lambda entries: (*entries, CourseEntry(f"/courses/{word}")))


def courses(folder):
    contents = Registry(folder).read()
    if not contents.entries and contents.damage:
        raise Said(contents.damage)
    return {Path(entry.path).name for entry in contents.entries}


def put_look(folder, word):
    keep_chosen(folder, {"theme": word})


def look(folder):
    return set(read_chosen(folder).values())


def put_page(folder, word):
    keep(folder / "page", Course(word, word, ()))


def page(folder):
    return {kept(folder / "page").id}


def put_edition(folder, word):
    keep(folder / "outline", Course(word, word, ()))


def edition(folder):
    return {PublishedCourse(folder).course.id}


def put_index(folder, word):
    with closing(SearchIndex.new()) as index:
        index.add(
            [Passage("wind", number, Kind.TEXT, f"{word} wind {number}", "Wind", "wind", "", 0, None) for number in range(30)],
            "Wind",
        )
        if not index.save(folder / "index"):
            raise Said("it cannot be saved")


def index(folder):
    index = SearchIndex.load(folder / "index")
    if index is None:
        return set()
    with closing(index):
        hits = index.search(parse("wind")).hits
        return {hit.passage.text.split(" ")[0] for hit in hits}


def put_drawing(folder, word):
    store = DrawnStore(folder)
    store.keep("key", Drawn(2, 2, bytes(12), bytes(2), notes=(word,)))
    if store.find("key") is None:
        raise Said("it is drawn again")


def drawing(folder):
    drawn = DrawnStore(folder).find("key")
    return set(drawn.notes) if drawn is not None else set()


def drawing_file():
    return DrawnStore(Path())._path("key").name


def put_pack(folder, word):
    course = folder.with_name(f"{folder.name}-{word}")
    course.mkdir(exist_ok=True)
    (course / f"{word}.md").write_text(f"# {word}\n" * 200, "utf-8")
    pack(course, folder / "kites.course", lambda *_: None)


def packed(folder):
    root = unpack(folder / "kites.course", folder.with_name("unpacked"), lambda *_: None)
    return {path.stem for path in root.iterdir()}


def put_notes(folder, word):
    with output(folder / "notes.md") as file:
        file.write(f"{word}\n" * 2_000)


def notes(folder):
    return set(content(folder / "notes.md", 1 << 20).decode("utf-8", "replace").split())


def put_line(folder, word):
    said = []
    log = Audit(folder / "audit.jsonl", said.append)
    log.note(Event.LOGIN, learner=word)
    log.close()
    if said:
        raise Said(said[0])


def lines(folder):
    found = set()
    for line in content(folder / "audit.jsonl", 1 << 20).decode("utf-8", "replace").splitlines():
        try:
            found.add(json.loads(line).get("learner", ""))
        except (ValueError, AttributeError, RecursionError):
            continue
    return found - {""}


def put_key(folder, _):
    host_keys(folder)


def key(folder):
    if not (folder / "ssh_host_ed25519_key").is_file():
        raise Said("there is none yet")
    return {host_keys(folder).fingerprint}


KINDS = {
    "answers": Written("progress.sqlite", put_answer, answers, precious=True, grows=True),
    "list of courses": Written("library.json", put_course, courses, precious=True, grows=True),
    "looks": Written("looks.json", put_look, look),
    "page of the cache": Written("page", put_page, page),
    "edition of a host": Written("outline", put_edition, edition),
    "index for searching": Written("index", put_index, index),
    "drawing": Written(drawing_file(), put_drawing, drawing),
    "pack": Written("kites.course", put_pack, packed),
    "notes": Written("notes.md", put_notes, notes),
    "audit log": Written("audit.jsonl", put_line, lines, grows=True),
    "host key": Written("ssh_host_ed25519_key", put_key, key, precious=True),
}
"""Every file, by what it is."""

"""A learner's notes, highlights and bookmarks as text for other programs: Markdown with citations, or plain values."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from tui_course.language import gettext as _
from tui_course.model.annotation import AnnotationKind
from tui_course.model.visible import visible
from tui_course.study.annotating import Annotating, by_page, places_of
from tui_course.study.contents import module_title
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.annotation import Annotation
    from tui_course.model.course import PageRef
    from tui_course.study.anchoring import Held
    from tui_course.study.study import Study

_LATEST: Final = 253_402_300_799.0  # the last second of the year 9999
# What would be markup where words of a course are quoted.
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~&$])")
_BEGINNING: Final = re.compile(r"^([-+=]|\d+(?=[.)]))")
_NO_DESTINATION: Final = re.compile(r"[\s<>()\\]")


@dataclass(frozen=True, slots=True)
class ExportedNote:
    """An annotation with where it stands: its page as the course lists it, None where it does no longer, and its module.

    `anchor` is the id of the nearest heading, or empty. `lost` says that its words are no longer on the page.
    """

    annotation: Annotation
    page: PageRef | None
    module: str = ""
    anchor: str = ""
    lost: bool = False

    @property
    def words(self) -> str:
        """The words that were marked, or those of the passage."""
        return self.annotation.anchor.exact or self.annotation.anchor.passage


def exported(study: Study) -> tuple[ExportedNote, ...]:
    """What the learner has added to a course, in the order of its pages; these are read, which takes time."""
    standing = Annotating(study.learning).standing()
    places = places_of(study, standing)
    return tuple(_exported(study, one, places) for one in by_page(study, standing, places))


def _exported(study: Study, annotation: Annotation, places: dict[str, Held | None]) -> ExportedNote:
    ref = next((page for page in study.course.pages if page.id == annotation.page), None)
    module = study.course.module_of(annotation.page)
    held = places.get(annotation.annotation)
    return ExportedNote(
        annotation,
        ref,
        module_title(module) if module is not None else "",
        held.passage.anchor if held is not None else "",
        ref is not None and held is None,
    )


def as_values(study: Study, notes: Sequence[ExportedNote]) -> dict[str, Any]:
    """The notes as an object of JSON."""
    return {
        "course": study.course.id,
        "title": visible(study.course.title),
        "learner": study.learning.learner,
        "notes": [
            {
                "id": one.annotation.annotation,
                "kind": one.annotation.kind.value,
                "page": one.annotation.page,
                "title": visible(one.page.name) if one.page is not None else None,
                "module": one.module,
                "source": visible(one.page.source) if one.page is not None else None,
                "url": visible(one.page.url) if one.page is not None else None,
                "heading": one.annotation.anchor.heading,
                "anchor": one.anchor,
                "words": one.words,
                "passage": one.annotation.anchor.passage,
                "note": one.annotation.note,
                "at": _moment(one.annotation.at).isoformat(timespec="seconds").replace("+00:00", "Z"),
                "lost": one.lost,
            }
            for one in notes
        ],
    }


def as_markdown(study: Study, notes: Sequence[ExportedNote]) -> Iterator[str]:
    """The lines of the notes as Markdown: by module and page, each page with its citation."""
    title = visible(study.course.title)
    yield "# " + _("Notes on {course}").format(course=escaped(title))
    module: str | None = None
    for page, group in groupby(notes, key=lambda one: (one.page is None, one.annotation.page)):
        here = tuple(group)
        first = here[0]
        heading = _("Pages that the course no longer has") if first.page is None else first.module
        if heading != module:
            module = heading
            if heading:
                yield from ("", f"## {escaped(heading)}")
        yield from ("", f"### {escaped(visible(first.page.name if first.page is not None else page[1]))}")
        yield from ("", _citation(title, here))
        above = ""
        for one in here:
            lines = list(_lines(one))
            # Several notes on the same words stand below one quotation of them.
            again = lines[0] == above
            if not again or len(lines) > 1:
                yield from ("", *(lines[2:] if again else lines))
            above = lines[0] if lines[0].startswith(">") else ""


def _citation(title: str, notes: Sequence[ExportedNote]) -> str:
    """Where the words of a page come from, and when they were noted."""
    first, page = notes[0], notes[0].page
    days = sorted(_moment(one.annotation.at).date().isoformat() for one in notes)
    when = _("noted {day}").format(day=days[0])
    if days[0] != days[-1]:
        when = _("noted {first} to {last}").format(first=days[0], last=days[-1])
    name = escaped(visible(page.name if page is not None else first.annotation.page))
    parts = [f"*{escaped(title)}*", escaped(first.module), _("“{text}”").format(text=name)]
    if page is not None:
        source = visible(page.source).replace("`", "'")
        parts += [f"`{source}`" if source else "", escaped(visible(page.url))]
    return ", ".join((*(part for part in parts if part), when)) + "."


def _lines(note: ExportedNote) -> Iterator[str]:
    annotation = note.annotation
    if annotation.kind is AnnotationKind.BOOKMARK:
        name = " ".join(annotation.note.split()) or _shortened(note.words)
        place = f"{annotation.page}#{note.anchor}" if note.anchor else annotation.page
        yield "- " + _("Bookmark: {link}").format(link=f"[{escaped(name)}]({_destination(place)})")
    else:
        words = note.words if annotation.anchor.exact or annotation.kind is AnnotationKind.HIGHLIGHT else _shortened(note.words)
        yield f"> {escaped(words)}"
        if annotation.note:
            yield ""
            # What the learner wrote may be Markdown itself; two blanks keep its lines apart.
            yield from re.sub(r"(?<=[^\n ])\n(?=[^\n])", "  \n", annotation.note).split("\n")
    if note.lost:
        yield from ("", "*" + _("These words are no longer on the page.") + "*")


def escaped(text: str) -> str:
    """Words of a course on one line of Markdown that reads as they do."""
    one_line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    # A list would begin with a dash, or with a number and what stands behind it.
    return _BEGINNING.sub(lambda match: f"{match[0]}\\" if match[0].isdecimal() else f"\\{match[0]}", one_line)


def _destination(place: str) -> str:
    """A place as the address of a link."""
    place = visible(place)
    if not _NO_DESTINATION.search(place):
        return place
    return "<" + re.sub(r"([<>\\])", r"\\\1", " ".join(place.split())) + ">"


def _shortened(words: str, most: int = 240) -> str:
    """The beginning of long words, to the end of one where there are spaces."""
    if len(words) <= most:
        return words
    space = words.rfind(" ", most // 2, most)
    return words[: space if space > 0 else most] + " …"


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(min(max(at, 0.0), _LATEST), UTC)

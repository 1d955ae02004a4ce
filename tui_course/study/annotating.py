"""Notes, highlights and bookmarks of one learner in one course: added, changed, removed, and placed in a page as it is now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from tui_course.errors import PageNotFound
from tui_course.model.annotation import MAX_NOTE, Annotation, AnnotationKind
from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_course.study.anchoring import Held
    from tui_course.study.learning import Learning
    from tui_course.study.passages import Passage
    from tui_course.study.study import Study


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation, and where it belongs in its page now: `held` is None where its words are lost."""

    annotation: Annotation
    held: Held | None


class Annotating:
    """The annotations that `learning` has; whatever is done to one is recorded as another state of it."""

    def __init__(self, learning: Learning) -> None:
        self._learning = learning
        self._removed: list[Annotation] = []

    def standing(self, page: str = "") -> tuple[Annotation, ...]:
        """What stands now on a page, or in the course, in the order in which it was made."""
        return tuple(one for one in self._learning.annotations if page in {"", one.page})

    def find(self, name: str) -> Annotation | None:
        """What stands now of an annotation."""
        return next((one for one in self._learning.annotations if one.annotation == name), None)

    def placed(self, page: str, passages: Sequence[Passage]) -> tuple[Placed, ...]:
        """What stands on a page with these passages, in reading order; what is lost comes last."""
        from tui_course.study.anchoring import PassageIndex

        index = PassageIndex(passages)
        placed = [Placed(one, index.found(one.anchor)) for one in self.standing(page)]
        return tuple(sorted(placed, key=_reading_order))

    def add(
        self,
        kind: AnnotationKind,
        page: str,
        passages: Sequence[Passage],
        number: int,
        words: tuple[int, int] = (0, 0),
        note: str = "",
    ) -> Annotation:
        """Annotate a passage of a page, or its words from the first to before the second of `words`."""
        from tui_course.study.anchoring import anchored

        name = str(uuid4())
        learning = self._learning
        anchor = anchored(passages, number, *words)
        made = Annotation(
            name,
            learner=learning.learner,
            course=learning.course,
            page=page,
            at=learning.clock(),
            annotation=name,
            kind=kind,
            anchor=anchor,
            note=written(note),
        )
        learning.record_annotation(made)
        return made

    def write(self, annotation: Annotation, note: str) -> Annotation:
        """Give an annotation another text; what it was before stays in the store."""
        return self._change(replace(annotation, note=written(note)))

    def remove(self, annotation: Annotation) -> Annotation:
        """Take an annotation away; `bring_back` undoes it."""
        gone = self._change(replace(annotation, removed=True))
        self._removed.append(gone)
        return gone

    def bring_back(self) -> Annotation | None:
        """Undo the last removal that is not undone yet; None where there is none."""
        return self._change(replace(self._removed.pop(), removed=False)) if self._removed else None

    def take(self, annotations: Iterable[Annotation]) -> bool:
        """Take what other windows recorded; whether any of it is new here."""
        return self._learning.add_annotations(annotations)

    def _change(self, annotation: Annotation) -> Annotation:
        # Where the clock went back the change is still the newest.
        at = max(self._learning.clock(), annotation.at)
        changed = replace(annotation, id=str(uuid4()), at=at)
        self._learning.record_annotation(changed)
        return changed


def written(note: str) -> str:
    """A note as it is kept: without blank ends, and no longer than a note may be."""
    return visible(note).strip()[:MAX_NOTE].rstrip()


def _reading_order(placed: Placed) -> tuple[bool, int, int, float]:
    held, at = placed.held, placed.annotation.at
    return (held is None, held.passage.number, held.start, at) if held is not None else (True, 0, 0, at)


def places_of(study: Study, annotations: Iterable[Annotation]) -> dict[str, Held | None]:
    """Where annotations belong in their pages as they are now, by their names; None for those that are lost.

    Pages not read yet are read, which takes time; a page that the course no longer has is left out. From any thread.
    """
    from tui_course.study.anchoring import PassageIndex
    from tui_course.study.passages import passages_of

    by_page: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        by_page.setdefault(annotation.page, []).append(annotation)
    places: dict[str, Held | None] = {}
    for page, there in by_page.items():
        try:
            index = PassageIndex(passages_of(study.read(page).blocks))
        except PageNotFound:
            continue
        places.update((one.annotation, index.found(one.anchor)) for one in there)
    return places


def by_page(
    study: Study, annotations: Iterable[Annotation], places: Mapping[str, Held | None], first: str = ""
) -> list[Annotation]:
    """Annotations in the order of the course: page by page, `first` before the others, and what is lost last in its page.

    Where `places` does not say where one belongs it counts where it was. Pages that are gone come last.
    """
    order = {page.id: number for number, page in enumerate(study.course.pages)}

    def rank(one: Annotation) -> tuple[bool, int, str, bool, int, int, float]:
        held = places.get(one.annotation)
        number = held.passage.number if held is not None else one.anchor.number
        start = held.start if held is not None else one.anchor.start
        lost = one.annotation in places and held is None
        return (one.page != first, order.get(one.page, len(order)), one.page, lost, number, start, one.at)

    return sorted(annotations, key=rank)

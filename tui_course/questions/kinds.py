"""The table of kinds: what authors call them, and what each can do."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from tui_course.model.question import Choose, Fill, Match, Measure, Order, Reflect, Task
from tui_course.questions import choose, fill, match, measure, order, reflect
from tui_course.questions.fields import accepted, choice_list, mark, right_choices

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.answer import Answer, Refusal, Verdict
    from tui_course.questions.written import Entry, Passage, Reading

T = TypeVar("T", bound=Task)


class Kind(NamedTuple, Generic[T]):
    """What a kind of question offers.

    `name` stands for the kind in ids: it never changes. `usual` is what its questions are called where the author gives no
    name. `fits` says whether the fields of a data file are those of the kind.
    """

    name: str
    usual: str
    task: type[T]
    fits: Callable[[dict[str, Any]], bool]
    from_data: Callable[[Entry], Reading]
    from_page: Callable[[Passage], Reading]
    grade: Callable[[T, Answer], Verdict | Refusal]
    solution: Callable[[T], Answer | None]


CHOOSE: Final = Kind(
    "choose", "multiple-choice", Choose, choose.fits, choose.from_data, choose.from_page, choose.grade, choose.solution
)
FILL: Final = Kind("fill", "text", Fill, fill.fits, fill.from_data, fill.from_page, fill.grade, fill.solution)
MATCH: Final = Kind("match", "matching", Match, match.fits, match.from_data, match.from_page, match.grade, match.solution)
MEASURE: Final = Kind(
    "measure", "numerical", Measure, measure.fits, measure.from_data, measure.from_page, measure.grade, measure.solution
)
ORDER: Final = Kind("order", "ordering", Order, order.fits, order.from_data, order.from_page, order.grade, order.solution)
REFLECT: Final = Kind(
    "reflect", "text", Reflect, reflect.fits, reflect.from_data, reflect.from_page, reflect.grade, reflect.solution
)

KINDS: Final[tuple[Kind[Any], ...]] = (CHOOSE, FILL, MATCH, MEASURE, ORDER, REFLECT)

_NAMES: Final[tuple[tuple[Kind[Any], bool | None, str], ...]] = (
    # Kind, several answers or blanks (None: as its fields say), the names that authors give it.
    (
        CHOOSE,
        False,
        "multiple-choice single-choice single-answer single-select choose-one mc mcq radio true-false boolean yes-no",
    ),
    (CHOOSE, True, "multiple-answer multiple-answers multiple-response multiple-select multi-select select-all choose-many"),
    (CHOOSE, True, "checkbox checkboxes mrq"),
    (CHOOSE, None, "choose choice choices select quiz"),
    (FILL, False, "fill-single fill-in-single single-fill short-answer short-text"),
    (FILL, True, "fill-multi fill-multiple fill-many multi-fill fill-in-multiple-blanks fill-in-multi"),
    (
        FILL,
        None,
        "fill fill-in fill-in-the-blank fill-in-the-blanks fill-in-blank fill-in-blanks blank cloze",
    ),
    (MATCH, None, "matching match match-pairs pairs pairing connect"),
    (MEASURE, None, "numerical numeric number measure calculation calculated"),
    (ORDER, None, "ordering order sequence sequencing sorting sort rank"),
    (REFLECT, None, "file-upload upload file submission reflect reflection essay discussion long-answer task exercise"),
    (REFLECT, None, "survey poll opinion likert rating vote"),
)
_BY_NAME: Final = MappingProxyType(
    {name.replace("-", ""): (kind, several) for kind, several, names in _NAMES for name in names.split()}
)
_OPEN: Final = frozenset("text open openended freetext freeresponse textarea textentry".split())
_BY_TASK: Final[MappingProxyType[type[Task], Kind[Any]]] = MappingProxyType({kind.task: kind for kind in KINDS})


def kind_of(task: Task) -> Kind[Any]:
    """What the kind of a task offers."""
    return _BY_TASK[type(task)]


def _simple(name: str) -> str:
    """A name without what authors write differently: capitals, signs between words, `question` at its end."""
    return re.sub(r"[\s_-]+", "", name.casefold()).removesuffix("question")


def named(name: str) -> tuple[Kind[Any], bool | None] | None:
    """The kind that an author's name stands for, and whether it says several; None where nobody knows it."""
    return _BY_NAME.get(_simple(name))


def is_open(name: str) -> bool:
    """Whether a name leaves the rest to the fields: `text` is typed where there is an answer, else thought about."""
    return _simple(name) in _OPEN


def by_fields(item: dict[str, Any]) -> Kind[Any]:
    """The kind that the fields of a question in a data file speak for; choices of which none is right are an opinion."""
    choices = choice_list(item)
    if choices:
        is_judged = any(mark(choice) is not None for _, choice in choices) or right_choices(item, choices)
        return CHOOSE if is_judged or accepted(item) is not None else REFLECT
    if match.fits(item):
        return MATCH
    if order.gives_sequence(item):
        return ORDER
    if measure.gives_number(item):
        return MEASURE
    return FILL if fill.fits(item) else REFLECT

"""`course.yml`: what a plain course says about itself."""

from __future__ import annotations

from dataclasses import field
from typing import Any, Final

from tui_course.markup.data import load_yaml
from tui_course.markup.decode import decode
from tui_course.model.problem import Problem, Severity
from tui_course.sources.accent import read_accent
from tui_course.sources.files import CourseFiles, Refused
from tui_course.sources.folder.page import scalar
from tui_course.values import dataclass

NAMES: Final = ("course.yml", "course.yaml")


@dataclass(frozen=True, slots=True)
class Settings:
    """The fields of the file, empty where there is none; `text` is its source."""

    file: str = NAMES[0]
    id: str = ""
    title: str = ""
    description: str = ""
    accent: str = ""
    bibliography: tuple[str, ...] | None = None
    order: tuple[Any, ...] | None = None
    text: str = ""
    problems: tuple[Problem, ...] = field(default=())


def load_settings(files: CourseFiles) -> Settings:
    """Read the course's own settings; never raises."""
    file = next((name for name in NAMES if files.is_file(name)), "")
    if not file:
        return Settings()
    try:
        decoded = decode(files.read(file), file)
    except Refused as refused:
        return Settings(file, problems=(Problem("course-settings", Severity.ERROR, f"it cannot be read: {refused}", file),))
    loaded = load_yaml(decoded.text, file)
    problems = [*decoded.problems, *loaded.problems]
    value = loaded.value if isinstance(loaded.value, dict) else {}
    if loaded.value is not None and not isinstance(loaded.value, dict):
        problems.append(Problem("course-settings", Severity.ERROR, "the file is not a list of `name: value`", file, 1))
    order = value.get("order")
    if order is not None and not isinstance(order, list):
        problems.append(Problem("course-settings", Severity.WARNING, "`order` is no list; the order of names is used", file))
        order = None
    works = value.get("bibliography")
    accent, wrong = read_accent(value, decoded.text, file)
    return Settings(
        file,
        scalar(value.get("id")),
        scalar(value.get("title")),
        scalar(value.get("description")),
        accent,
        tuple(scalar(one) for one in (works if isinstance(works, list) else [works])) if works else None,
        tuple(order) if order is not None else None,
        decoded.text,
        (*problems, *wrong),
    )

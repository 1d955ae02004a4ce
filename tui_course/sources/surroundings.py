"""What pages of every format ask of their course: pictures, transcripts, formulas, and a place for problems."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote, urlsplit

from tui_course.markup.decode import decode
from tui_course.markup.html import LinkTarget, read_blocks
from tui_course.markup.vtt import read_vtt
from tui_course.model.block import Unknown
from tui_course.model.inline import LinkKind
from tui_course.model.problem import Problem, Severity
from tui_course.sources.files import CourseFiles, Refused
from tui_course.sources.pictures import picture_size
from tui_course.sources.sidecars import NamedDiagrams, read_sidecar
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui_course.markup.html import Sidecar
    from tui_course.model.block import Ask, Block, Cue
    from tui_course.sources.locate import Locator

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_MAX_TRANSCRIPT: Final = 4_194_304


def is_remote(address: str) -> bool:
    """Whether an address leads out of the course: it has a scheme or a host."""
    return address.startswith("//") or bool(_SCHEME.match(address))


def joined(base: str, path: str) -> str:
    """`path` as seen from the folder `base`, without dots; one that climbs out of the course stays below its root."""
    parts: list[str] = [] if path.startswith("/") else [part for part in base.split("/") if part]
    for part in path.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _subtitles_beside(src: str) -> str:
    """The address of the subtitles that stand beside a video without being named."""
    return re.sub(r"\.[^./]*\Z", "", urlsplit(src).path) + ".vtt"


class Rendered(Protocol):
    """What a dialect of Markdown makes of a text."""

    @property
    def html(self) -> str:
        """The text as HTML."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it; lines count in the text."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that needs what may stand further below: the arguments of `PageSurroundings.question`."""

    attributes: Mapping[str, str]
    blocks: tuple[Block, ...]
    answers: tuple[str, ...]
    line: int


@dataclass(slots=True)
class PageSurroundings:
    """The course around one page of any format.

    `bases` are the folders that a relative address may start from, the likeliest first; `find_page` gives the id of the page
    at a path (without leading slash) or the empty string; `markdown` renders the author's words in the page's dialect.
    """

    files: CourseFiles
    source: str
    page_id: str
    bases: tuple[str, ...]
    locator: Locator
    find_page: Callable[[str], str]
    read_quiz: Callable[[str], tuple[Ask | Unknown, tuple[Problem, ...]]]
    markdown: Callable[[str], Rendered]
    own_addresses: tuple[str, ...] = ()
    problems: dict[Problem, None] = field(default_factory=dict)
    waiting: dict[Unknown, Waiting] = field(default_factory=dict)
    named_diagrams: NamedDiagrams = field(default_factory=NamedDiagrams)

    def report(self, code: str, severity: Severity, message: str, subject: str = "", *, line: int = 0, file: str = "") -> None:
        """Take a problem, of the page unless it is one of another file; the same one twice in a line is one."""
        self.take((Problem(code, severity, message, file or self.source, line or (0 if file else self.locator.line(subject))),))

    def take(self, problems: Iterable[Problem]) -> None:
        """Take problems, each once."""
        self.problems.update(dict.fromkeys(problems))

    def take_moved(self, problems: Sequence[Problem], text: str) -> None:
        """Take problems whose lines count in `text`: templates and data move text, so the words of the line are looked for."""
        lines = text.split("\n") if problems else []
        for problem in problems:
            words = lines[problem.line - 1].strip() if 0 < problem.line <= len(lines) else ""
            self.report(problem.code, problem.severity, problem.message, words)

    def line(self, subject: str) -> int:
        """The line of the file where a piece of source stands, from 1; 0 where it does not."""
        return self.locator.line(subject) if subject in self.locator.text else 0

    def blocks(self, words: str) -> tuple[Block, ...]:
        """Words of a question, which stand apart from the page's text, as blocks."""
        if not words:
            return ()
        rendered = self.markdown(words)
        self.take_moved(rendered.problems, words)
        return read_blocks(rendered.html, self, in_question=True)

    def link(self, href: str) -> LinkTarget:
        """Where an address leads."""
        local = self._local(href)
        if local is None:
            return LinkTarget(LinkKind.EXTERNAL)
        path, _, anchor = local.partition("#")
        path = path.partition("?")[0]
        anchor = unquote(anchor)
        if not path:
            if not href:
                self.report("link-empty", Severity.WARNING, "a link without an address leads to its own page", "]()")
            return LinkTarget(LinkKind.PAGE, self.page_id, anchor)
        for candidate in self._candidates(path):
            if page := self.find_page(candidate):
                return LinkTarget(LinkKind.PAGE, page, anchor)
        for candidate in self._candidates(path):
            if candidate and self.files.is_file(candidate):
                return LinkTarget(LinkKind.FILE, candidate, anchor)
            if candidate and self.files.is_dir(candidate):
                return LinkTarget(LinkKind.FILE, candidate, anchor)
        self.report("link-broken", Severity.ERROR, f"nothing in the course stands at {href}", href)
        return LinkTarget(LinkKind.BROKEN)

    def _local(self, href: str) -> str | None:
        """The address inside the course, or None for one that leads outside."""
        for own in self.own_addresses:
            # Sites written for older versions of Jekyll name their base twice: once by hand, once by the `link` tag.
            while own and href.startswith(own) and href[len(own) : len(own) + 1] in {"", "/", "#", "?"}:
                href = href[len(own) :] if href[len(own) :].startswith(("/", "#", "?")) else "/" + href[len(own) :]
        return None if is_remote(href) else href

    def _candidates(self, path: str) -> Iterator[str]:
        plain = unquote(path)
        if plain.startswith("/"):
            yield joined("", plain)
            return
        for base in self.bases:
            yield joined(base, plain)

    def image(self, src: str) -> str:
        """The path of a picture, matched without regard to case where it must be."""
        local = self._local(src)
        if local is None or src.startswith("data:"):
            return ""
        path = urlsplit(local).path
        near = ""
        for candidate in self._candidates(path):
            if self.files.is_file(candidate):
                return candidate
            near = near or self.files.spelled(candidate)
        if near and self.files.is_file(near):
            self.report("figure-case", Severity.WARNING, f"the picture {src} is spelled {near} on disk", src)
            return near
        self.report("figure-missing", Severity.ERROR, f"the picture {src} is not in the course", src)
        return ""

    def picture_size(self, path: str) -> tuple[int, int] | None:
        """Width and height in pixels, from the first bytes of a picture."""
        return picture_size(self.files, path)

    def candidates(self, src: str) -> Iterator[str]:
        """Where in the course an address may lead, the likeliest first; nowhere for one that leads out of it."""
        local = self._local(src)
        if local is not None:
            yield from self._candidates(urlsplit(local).path)

    def sidecar(self, src: str) -> Sidecar | None:
        """The diagram that stands for a picture."""
        return read_sidecar(self, src, self.named_diagrams)

    def transcript(self, sources: tuple[str, ...], tracks: tuple[str, ...]) -> tuple[Cue, ...]:
        """The lines of the first subtitles that can be read; without a track, those beside a source."""
        beside = () if tracks else tuple(_subtitles_beside(src) for src in sources if not is_remote(src))
        for src in sources:
            self._note_video(src)
        cues: tuple[Cue, ...] = ()
        for track in (*tracks, *beside):
            local = self._local(track)
            if local is None:
                continue
            found = next((path for path in self._candidates(urlsplit(local).path) if self.files.is_file(path)), "")
            if not found:
                if track in tracks:
                    self.report("subtitles-missing", Severity.WARNING, f"the subtitles {track} are not in the course", track)
                continue
            if cues:
                # Subtitles in further languages are only looked for, not read.
                continue
            try:
                read = read_vtt(decode(self.files.read(found, _MAX_TRANSCRIPT), found).text, found)
            except Refused as refused:
                self.report("subtitles-missing", Severity.WARNING, f"the subtitles {track} cannot be read: {refused}", track)
                continue
            self.take(read.problems)
            cues = read.cues
        return cues

    def _note_video(self, src: str) -> None:
        local = self._local(src)
        if local is not None and not any(self.files.is_file(path) for path in self._candidates(urlsplit(local).path)):
            self.report("video-missing", Severity.NOTE, f"the video {src} is not in the course", src)

    def quiz(self, src: str) -> Ask | Unknown:
        """The assessment kept in a data file."""
        from tui_course.sources.asking import shown_here

        ask, problems = self.read_quiz(src)
        self.take(problems)
        return shown_here(self, ask)

    def question(
        self, attributes: Mapping[str, str], blocks: tuple[Block, ...], answers: tuple[str, ...], line: int
    ) -> Ask | Unknown:
        """The question between two comments."""
        from tui_course.sources.asking import read_question

        return read_question(self, attributes, blocks, answers, line)

    def wait(self, question: Waiting) -> Unknown:
        """A block that keeps the place of a question; no text of a page has such words, since none has control characters."""
        place = Unknown(f"\0{len(self.waiting)}", "a question about a diagram")
        self.waiting[place] = question
        return place

    def assessment(self, source: str, line: int) -> Ask | Unknown:
        """The questions written as data in the page."""
        from tui_course.sources.asking import read_data

        return read_data(self, source, line)

    def math(self, tex: str) -> str:
        """One line of Unicode."""
        from tui_course.markup.math import to_text

        return to_text(tex)

    def math_lines(self, tex: str) -> tuple[str, ...]:
        """The lines of a formula of its own."""
        from tui_course.markup.math import to_lines

        return to_lines(tex)

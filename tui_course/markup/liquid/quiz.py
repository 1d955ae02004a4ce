"""Recognising an include, whatever its name, that shows the questions of a data file."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid.filters.strings import strip_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_course.markup.liquid.context import Output
    from tui_course.markup.liquid.objects import Tracked

_PROMPT_NAMES = ("question", "prompt", "text", "stem", "title", "name")
_TARGET = r"\]\([^()]{0,500}\)"
_WORD = re.compile(r"\w+")
_ENOUGH_OF_A_PROMPT = 0.8
_SHORT_PROMPT = 3
_OTHER_WORDS = 40


def _words(text: str) -> list[str]:
    """The lower-case words that a reader sees of Markdown or HTML."""
    bare = strip_html(re.sub(_TARGET, "] ", text).replace("<", " <"))
    return _WORD.findall(html.unescape(bare).lower())


def _prompt(question: Mapping[str, object]) -> str:
    for name in _PROMPT_NAMES:
        if isinstance(prompt := question.get(name), str) and prompt.strip():
            return prompt
    return max((value for value in question.values() if isinstance(value, str)), key=len, default="")


def _strings(value: object) -> Iterable[str]:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


class _Quiz:
    """A data file that a template has looked into."""

    __slots__ = ("data", "prompts")

    def __init__(self, data: Tracked, questions: Sequence[Mapping[str, object]]) -> None:
        self.data = data
        self.prompts = [words for question in questions if (words := _words(_prompt(question)))]

    def is_shown_in(self, text: str) -> bool:
        """Whether most prompts are readable in a text."""
        words = _words(text)
        known, line = set(words), f" {' '.join(words)} "
        shown = 0
        for prompt in self.prompts:
            if len(prompt) < _SHORT_PROMPT:
                shown += f" {' '.join(prompt)} " in line
            else:
                shown += sum(word in known for word in prompt) >= _ENOUGH_OF_A_PROMPT * len(prompt)
        return shown * 2 > len(self.prompts)

    def explains(self, text: str) -> bool:
        """Whether a text says little that is not in the data file."""
        known = {word for string in _strings(self.data) for word in _words(string)}
        return sum(word not in known for word in _words(text)) <= _OTHER_WORDS


class _Frame:
    """The page, or an include while it renders: what it has shown of which quiz, as spans of the output's parts."""

    __slots__ = ("iterated", "mark", "output", "spans")

    def __init__(self, output: Output | None) -> None:
        self.output = output
        self.mark = len(output.parts) if output else 0
        self.iterated: dict[str, None] = {}
        self.spans: list[tuple[int, int, str]] = []


def _element(path: str) -> str:
    return f'\n\n<tui-quiz src="{html.escape(path, quote=True)}"></tui-quiz>\n\n'


class QuizWatch:
    """Notes which questions are looped over, and puts the quiz element in the place of what shows them."""

    __slots__ = ("_frames", "_items", "_quizzes")

    def __init__(self) -> None:
        self._quizzes: dict[str, _Quiz] = {}
        self._items: dict[int, str] = {}
        self._frames = [_Frame(None)]

    def meet(self, data: Tracked) -> None:
        """A template has looked into a data file with questions."""
        if data.path in self._quizzes:
            return
        questions = data.get("questions")
        found = [question for question in questions if isinstance(question, dict)] if isinstance(questions, list) else []
        self._quizzes[data.path] = _Quiz(data, found)
        self._items.update((id(question), data.path) for question in found)

    def path_of(self, items: Sequence[object]) -> str | None:
        """The data file whose questions a loop is about to run over."""
        if not self._items or not items:
            return None
        return self._items.get(id(items[0]))

    def looped(self, path: str, output: Output, mark: int) -> None:
        """A loop over the questions of `path` has ended; it wrote the parts of `output` from `mark`."""
        frame = self._frames[-1]
        if not self._quizzes[path].is_shown_in("".join(output.parts[mark:])):
            frame.iterated[path] = None
        elif frame.output is output:
            frame.spans = [span for span in frame.spans if span[0] < mark]
            frame.spans.append((mark, len(output.parts), path))
        else:
            output.parts[mark:] = [_element(path)]

    def enter(self, output: Output) -> None:
        """An include begins."""
        self._frames.append(_Frame(output))

    def leave(self) -> None:
        """The include ends: what it wrote becomes the quiz if it showed one."""
        frame = self._frames.pop()
        output = frame.output
        if output is None or not (frame.spans or frame.iterated):
            return
        parts = output.parts
        outside: list[str] = []
        at = frame.mark
        for start, stop, _ in frame.spans:
            outside.extend(parts[at:start])
            at = stop
        outside.extend(parts[at:])
        if frame.spans and all(self._quizzes[path].explains("".join(outside)) for _, _, path in frame.spans):
            parts[frame.mark :] = [_element(path) for path in dict.fromkeys(path for _, _, path in frame.spans)]
            return
        for start, stop, path in reversed(frame.spans):
            parts[start:stop] = [_element(path)]
        if not frame.spans:
            self._leave_scattered(frame, parts)

    def _leave_scattered(self, frame: _Frame, parts: list[str]) -> None:
        """Several loops that each show a few questions still may show the quiz together."""
        text = "".join(parts[frame.mark :])
        for path in frame.iterated:
            quiz = self._quizzes[path]
            if quiz.is_shown_in(text) and quiz.explains(text):
                parts[frame.mark :] = [_element(path)]
                return

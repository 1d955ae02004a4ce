"""A sequence in words: who takes part, and what happens in numbered sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from tui_course.diagrams.sequence.extent import branch_title
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.diagram import Frame, Head, Message, Remark, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.diagram import Event, Sequence

_INDENT: Final = "  "


def sequence_lines(sequence: Sequence) -> Iterator[str]:
    """The participants, then the events, those in a frame indented."""
    yield from _Teller(sequence).lines()


class _Teller:
    def __init__(self, sequence: Sequence) -> None:
        self._sequence = sequence
        self._names = {one.id: _on_one_line(one.text) or one.id for one in sequence.participants}
        self._said = 0

    def lines(self) -> Iterator[str]:
        people = [
            _("{name} (actor)").format(name=self._names[one.id]) if one.actor else self._names[one.id]
            for one in self._sequence.participants
        ]
        if people:
            yield _("Participants: {names}").format(names=", ".join(people))
        for box in self._sequence.boxes:
            title = _on_one_line(box.text) or _("Together")
            yield f"{title}: {self._list(box.participants)}"
        yield from self._events()

    def _events(self) -> Iterator[str]:
        """In a loop: frames may be nested to any depth."""
        stack: list[tuple[Event | str, int]] = [(event, 0) for event in reversed(self._sequence.events)]
        while stack:
            event, depth = stack.pop()
            space = _INDENT * depth
            match event:
                case str():
                    yield space + event
                case Message():
                    yield space + self._message(event)
                case Remark():
                    yield space + self._remark(event)
                case Frame():
                    stack.append((_("end of {kind}").format(kind=event.kind), depth))
                    for index, (condition, inner) in reversed(tuple(enumerate(event.branches))):
                        stack.extend((one, depth + 1) for one in reversed(inner))
                        title = branch_title(event.kind, condition, is_first=index == 0)
                        stack.append((title or event.kind, depth))
                case _:
                    assert_never(event)

    def _message(self, message: Message) -> str:
        self._said += 1
        number = message.number or str(self._said)
        source, target = self._names.get(message.source, message.source), self._names.get(message.target, message.target)
        about = [word for word, holds in _about(message) if holds]
        shown = f" ({', '.join(about)})" if about else ""
        text = _on_one_line(message.text)
        if message.source == message.target:
            who = _("{source} to itself").format(source=source)
        else:
            who = _("{source} to {target}").format(source=source, target=target)
        return f"{number}. {who}{shown}{f': {text}' if text else ''}"

    def _remark(self, remark: Remark) -> str:
        said = _(_WHERE.get(remark.side, _OVER))
        return said.format(names=self._list(remark.participants), text=_on_one_line(remark.text))

    def _list(self, participants: tuple[str, ...]) -> str:
        return ", ".join(self._names.get(one, one) for one in participants) or _("all")


_WHERE: Final = {"left": later("Note left of {names}: {text}"), "right": later("Note right of {names}: {text}")}
_OVER: Final = later("Note over {names}: {text}")


def _about(message: Message) -> Iterator[tuple[str, bool]]:
    """What an arrow says by its looks."""
    yield _("both ways"), message.start is not Head.NONE and message.end is not Head.NONE
    yield _("a line"), message.start is Head.NONE and message.end is Head.NONE
    yield _("from the second"), message.start is not Head.NONE and message.end is Head.NONE
    yield _("dotted"), message.stroke is Stroke.DOTTED
    yield _("crossed"), Head.CROSS in (message.start, message.end)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())

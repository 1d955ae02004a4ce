"""Inlines to a flow of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.model.inline import (
    Anchor,
    Break,
    Checkbox,
    Cite,
    CodeSpan,
    FootnoteRef,
    Image,
    Link,
    LinkKind,
    MathSpan,
    Style,
    Styled,
    Term,
    Text,
)
from tui_course.model.visible import visible
from tui_course.typeset.flow import NO_BREAK, Flow, Look, fold
from tui_course.typeset.line import Role, Target, Weight
from tui_course.typeset.scripts import SUBSCRIPT, SUPERSCRIPT, has_all
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_course.model.inline import Inline
    from tui_course.typeset.context import Context

_SHORT_FORMULA = 24

_STYLE_WEIGHT = {
    Style.EMPH: Weight.ITALIC,
    Style.STRONG: Weight.BOLD,
    Style.STRIKE: Weight.STRIKE,
    Style.UNDERLINE: Weight.UNDERLINE,
    Style.SMALL: Weight.DIM,
}
_LINK_ROLE = {
    LinkKind.PAGE: Role.LINK,
    LinkKind.FILE: Role.LINK,
    LinkKind.EXTERNAL: Role.EXTERNAL,
    LinkKind.BROKEN: Role.BROKEN,
}


def flow(children: Sequence[Inline], context: Context, role: Role = Role.TEXT, weight: Weight = Weight.NONE) -> Flow:
    """Flatten inlines; targets are numbered on from `context.targets`."""
    if len(children) == 1 and isinstance(children[0], Text):
        text = fold(children[0].text).strip(" ")
        return Flow(text, [(len(text), Look(role, weight))])
    writer = _Writer(context)
    writer.write(children, Look(role, weight))
    return writer.flow()


@dataclass(slots=True)
class _Level:
    """The inlines of one element that is open, its look, and what to do where it ends."""

    children: Iterator[Inline]
    look: Look
    tail: str = ""
    link: Link | None = None
    mark: tuple[int, int, int] | None = None  # of a target: characters, looks and targets before it


class _Writer:
    """Walks inlines without recursion, so that no nesting is too deep."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._parts: list[str] = []
        self._length = 0
        self._looks: list[tuple[int, Look]] = []
        self._anchors: list[tuple[int, str]] = []
        self._spaced = True  # the text so far ends with a space, or is empty

    def flow(self) -> Flow:
        text = "".join(self._parts).rstrip(" \n")
        return Flow(text, self._looks, self._anchors)

    def write(self, children: Iterable[Inline], look: Look) -> None:
        stack = [_Level(iter(children), look)]
        while stack:
            level = stack[-1]
            child = next(level.children, None)
            if child is None:
                self._close(stack.pop())
                continue
            opened = self._open(child, level.look)
            if opened is not None:
                stack.append(opened)

    def _put(self, text: str, look: Look) -> None:
        if look.script is not None:
            text = text.translate(look.script)
        if self._spaced and text.startswith(" "):
            text = text[1:]
        if not text:
            return
        self._parts.append(text)
        self._length += len(text)
        self._spaced = text[-1] in " \n"
        if self._looks and self._looks[-1][1] == look:
            self._looks[-1] = (self._length, look)
        else:
            self._looks.append((self._length, look))

    def _open(self, child: Inline, look: Look) -> _Level | None:  # noqa: C901  a table of all kinds
        match child:
            case Text():
                self._put(fold(child.text), look)
            case Styled():
                return self._styled(child, look)
            case CodeSpan():
                self._code(child, look)
            case Link():
                return self._link(child, look)
            case Cite():
                target = Target("cite", " ".join(child.keys), anchor=child.keys[0] if child.keys else "")
                return self._targeted(child.children, look, Role.CITE, target)
            case Term():
                return self._targeted(child.children, look, Role.TERM, Target("term", child.name))
            case Image():
                self._image(child, look)
            case MathSpan():
                text = fold(child.text or child.tex).strip(" ")
                if len(text) <= _SHORT_FORMULA:
                    text = text.replace(" ", NO_BREAK)
                self._put(text, _with_role(look, Role.MATH))
            case Break():
                if self._length:
                    self._put("\n", look)
            case FootnoteRef():
                return self._footnote(child, look)
            case Anchor():
                self._anchor(child.id)
            case Checkbox():
                drawing = self._context.drawing
                box = drawing.checked_box if child.checked else drawing.box
                self._put(f"{box}{NO_BREAK}".replace(" ", NO_BREAK), _with_role(look, Role.MARKER))
            case _:
                assert_never(child)
        return None

    def _anchor(self, name: str) -> None:
        if name:
            self._anchors.append((self._length, name))

    def _styled(self, child: Styled, look: Look) -> _Level:
        if child.style is Style.MARK:
            return _Level(iter(child.children), _with_role(look, Role.MARK))
        if child.style in {Style.SUP, Style.SUB}:
            return self._script(child, look)
        weight = look.weight | _STYLE_WEIGHT[child.style]
        return _Level(iter(child.children), Look(look.role, weight, look.target, look.script))

    def _script(self, child: Styled, look: Look) -> _Level:
        text = _script_text(child.children)
        if look.script is not None or text == "":
            return _Level(iter(child.children), look)
        raised = child.style is Style.SUP
        table = SUPERSCRIPT if raised else SUBSCRIPT
        if self._context.drawing.scripts and text is not None and has_all(table, text):
            return _Level(iter(child.children), Look(look.role, look.weight, look.target, table))
        single = text is not None and len(text) == 1
        self._put(("^" if raised else "_") + ("" if single else "("), look)
        return _Level(iter(child.children), look, "" if single else ")")

    def _code(self, child: CodeSpan, look: Look) -> None:
        text = fold(child.text)
        if self._context.setting.monochrome and text.strip(" "):
            text = f"[{text}]" if child.keyboard else f"`{text}`"
        self._put(text, _with_role(look, Role.KEY if child.keyboard else Role.CODE))

    def _link(self, child: Link, look: Look) -> _Level:
        kind = "anchor" if child.kind is LinkKind.PAGE and not child.page else child.kind.value
        target = Target(kind, visible(child.href), child.page, child.anchor)
        level = self._targeted(child.children, look, _LINK_ROLE[child.kind], target)
        level.link = child
        return level

    def _footnote(self, child: FootnoteRef, look: Look) -> _Level:
        label = fold(child.label).strip(" ")
        if self._context.drawing.scripts and label.isascii() and label.isdigit():
            label = label.translate(SUPERSCRIPT)
        else:
            label = f"[{label}]"
        look = Look(look.role, look.weight, look.target)
        level = self._targeted((Text(label),), look, Role.CITE, Target("note", f"#{child.id}", anchor=child.id))
        level.look = Look(level.look.role, look.weight, level.look.target)
        return level

    def _targeted(self, children: Iterable[Inline], look: Look, role: Role, target: Target) -> _Level:
        if look.target is not None:
            return _Level(iter(children), look)
        mark = (self._length, len(self._looks), self._context.targets)
        weight = look.weight if role is Role.CITE else look.weight | Weight.UNDERLINE
        numbered = self._context.numbered(target)
        return _Level(iter(children), Look(role, weight, numbered, look.script), mark=mark)

    def _image(self, child: Image, look: Look) -> None:
        text = fold(child.alt).strip(" ") or fold(child.src.rsplit("/", 1)[-1]).strip(" ")
        mark = self._context.drawing.picture
        if not text and not mark:
            return
        target = look.target or self._context.numbered(Target("picture", visible(child.src), page=child.file))
        if mark:
            self._put(mark + (NO_BREAK if text else ""), Look(Role.MARKER, look.weight, target))
        self._put(text, Look(Role.PICTURE, look.weight, target))

    def _close(self, level: _Level) -> None:
        if level.tail:
            self._put(level.tail, level.look)
        if level.mark is None:
            return
        length, looks, targets = level.mark
        if not self._since(length).strip(f" \n{NO_BREAK}"):
            self._untarget(looks, level.look.target)
            self._context.targets = targets
        elif level.link is not None:
            self._after_link(level.link, level.look, length)

    def _since(self, length: int) -> str:
        parts, missing = [], self._length - length
        for part in reversed(self._parts):
            if missing <= 0:
                break
            parts.append(part)
            missing -= len(part)
        return "".join(reversed(parts))

    def _untarget(self, looks: int, target: Target | None) -> None:
        for at in range(looks, len(self._looks)):
            end, look = self._looks[at]
            if look.target == target:
                self._looks[at] = (end, Look())

    def _after_link(self, link: Link, look: Look, start: int) -> None:
        if link.kind is LinkKind.BROKEN and self._context.drawing.broken:
            self._put(NO_BREAK + self._context.drawing.broken, Look(Role.BROKEN, Weight.NONE, look.target))
        if link.kind is LinkKind.EXTERNAL and self._context.setting.show_addresses:
            address = fold(link.href).strip(" ")
            if address.removeprefix("mailto:") != self._since(start).strip(" "):
                self._put(" ", Look())
                self._put(f"({address})", Look(Role.DIM, Weight.NONE, look.target))


def _with_role(look: Look, role: Role) -> Look:
    """The look of something special; inside a link the link stays visible."""
    return look if look.target is not None else Look(role, look.weight, None, look.script)


def _script_text(children: Sequence[Inline]) -> str | None:
    """The characters that would be raised or lowered, or None where something else is among them."""
    stack, found = [iter(children)], []
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif isinstance(child, Text):
            found.append(fold(child.text))
        elif isinstance(child, Styled | Link | Cite | Term):
            stack.append(iter(child.children))
        else:
            return None
    return "".join(found).strip(" ")

"""Names that outlive a change of place: of questions, and of what is chosen, matched or put in order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui_course.digests import blake2b
from tui_course.model.block import CodeBlock, MathBlock, Unknown
from tui_course.model.inline import Break, CodeSpan, Image, MathSpan, Text
from tui_course.model.walk import all_blocks, flat_inlines, own_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_course.model.block import Block
    from tui_course.model.inline import Inline

# A site may turn typewriter signs into typography or not; the words are the same.
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def words_of(blocks: Iterable[Block]) -> str:
    """Everything that tells blocks from others, with single spaces: words, code, formulas, and the sources of pictures."""
    return " ".join(" ".join(_parts(blocks)).translate(_TYPOGRAPHY).split())


def _parts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in all_blocks(blocks):
        match block:
            case CodeBlock():
                yield block.text
            case MathBlock():
                yield block.tex
            case Unknown():
                yield block.source
            case _:
                # What is emphasised is no word of its own: **liquid**? reads as liquid? does.
                yield from ("".join(map(_own, flat_inlines(run))) for run in own_inlines(block))


def _own(child: Inline) -> str:
    match child:
        case Text() | CodeSpan():
            return child.text
        case MathSpan():
            return child.tex
        case Image():
            return f" {child.src} {child.alt} "
        case Break():
            return " "
        case _:
            return ""


def digest(*words: str, size: int) -> str:
    """A name of `size` bytes in hexadecimal for words in this order."""
    return blake2b("\0".join(words).encode("utf-8", "backslashreplace"), digest_size=size).hexdigest()


def shared_key(blocks: Iterable[Block]) -> str:
    """The key of something by its words alone: what reads the same has the same key."""
    return digest(words_of(blocks), size=4)


def unique_keys(bodies: Sequence[tuple[Block, ...]], marks: Sequence[str] = ()) -> tuple[str, ...]:
    """A key for each of `bodies`: `shared_key`, with `-2`, `-3` … for those that read like others.

    `marks` tell apart what reads the same, such as whether a choice is right: so no key depends on the order.
    """
    bare = [shared_key(body) for body in bodies]
    out = list(bare)
    seen: Counter[str] = Counter()
    for index in sorted(range(len(bare)), key=lambda index: marks[index] if marks else ""):
        seen[bare[index]] += 1
        if seen[bare[index]] > 1:
            out[index] = f"{bare[index]}-{seen[bare[index]]}"
    return tuple(out)


def without_number(key: str) -> str:
    """A key of `unique_keys` as `shared_key` gives it: the same for all that read the same."""
    return key.partition("-")[0]

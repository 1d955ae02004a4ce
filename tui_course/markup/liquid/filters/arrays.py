"""The filters of Liquid and Jekyll on lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_course.markup.liquid import printing, values
from tui_course.markup.liquid.comparing import hashable
from tui_course.markup.liquid.errors import RubyError
from tui_course.markup.liquid.limits import check_depth, check_items
from tui_course.markup.liquid.numeric import to_integer
from tui_course.markup.liquid.printing import to_s

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context


def flat(value: object) -> list[object]:
    """What Liquid's filters take for a list: nested lists in one, anything else as one item, nil as none."""
    if value is None:
        return []
    if isinstance(value, range):
        return list(value)
    if not isinstance(value, list | tuple):
        return [value]
    items: list[object] = []
    stack = [iter(value)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, list | tuple):
                stack.append(iter(item))
                check_depth(len(stack))
                break
            items.append(item)
            check_items(len(items))
        else:
            stack.pop()
    return items


def item_of(item: object, key: object) -> object:
    """Ruby's `item[key]`; raises RubyError where that is an error."""
    if isinstance(item, Mapping):
        return item.get(key) if isinstance(key, str | int | float | bool) else None
    if isinstance(item, str):
        if isinstance(key, str):
            return key if key in item else None
        index = to_integer(key)
        return item[index] if -len(item) <= index < len(item) else None
    if isinstance(item, list | tuple) and isinstance(key, int):
        return item[key] if -len(item) <= key < len(item) else None
    raise RubyError(f"cannot select the property '{to_s(key)[:60]}'")


def indexable(item: object) -> bool:
    """Whether Ruby lets one ask it for `item[key]`."""
    return isinstance(item, Mapping | str | list | tuple | int) and not isinstance(item, bool)


def join(value: object, glue: object = " ") -> str:
    """The items as one text."""
    return printing.join(flat(value), to_s(glue))


def reverse(value: object) -> list[object]:
    """From the last to the first."""
    return flat(value)[::-1]


def uniq(value: object, key: object = None) -> list[object] | None:
    """Each item, or each with a different `key`, once."""
    items = flat(value)
    if len(items) < 2:  # noqa: PLR2004 - nothing to compare: Ruby does not even look at the key
        return items
    if key is not None and any(not indexable(item) for item in items):
        return None
    seen: dict[object, object] = {}
    for item in items:
        seen.setdefault(hashable(item if key is None else item_of(item, key)), item)
    return list(seen.values())


def compact(value: object, key: object = None) -> list[object] | None:
    """Without nil, or without items whose `key` is nil."""
    items = flat(value)
    if key is None:
        return [item for item in items if item is not None]
    if any(not indexable(item) for item in items):
        return None
    return [item for item in items if item_of(item, key) is not None]


def map_(value: object, key: object) -> list[object]:
    """The `key` of each item."""
    return [item if key == "to_liquid" else item_of(item, key) if indexable(item) else None for item in flat(value)]


def concat(value: object, other: object) -> list[object]:
    """With the items of another list behind; raises RubyError if it is no list."""
    if not isinstance(other, list | tuple):
        raise RubyError("concat filter requires an array argument")
    items = flat(value)
    check_items(len(items) + len(other))
    return [*items, *other]


def first(value: object) -> object:
    """The first item."""
    return values.first(value)


def last(value: object) -> object:
    """The last item."""
    return values.last(value)


def size(value: object) -> int:
    """How many items or characters."""
    return values.size(value) or 0


def sort_natural(value: object, key: object = None) -> list[object] | None:
    """In the order of the alphabet whatever the case; nil comes last."""
    items = flat(value)
    if key is not None and any(not indexable(item) for item in items):
        return None
    if len(items) < 2:  # noqa: PLR2004 - nothing to compare: Ruby does not even look at the key
        return items

    def natural(item: object) -> tuple[bool, str]:
        found = item if key is None else item_of(item, key)
        # Ruby folds the case of ASCII letters only.
        text = to_s(found)
        return found is None, text.lower() if text.isascii() else "".join(c.lower() if c.isascii() else c for c in text)

    return sorted(items, key=natural)


def _count(number: object) -> int:
    count = to_integer(number)
    if count < 0:
        raise RubyError("negative array size")
    return count


def pop(value: object, number: object = 1) -> object:
    """Without the last items."""
    return list(value[: max(0, len(value) - _count(number))]) if isinstance(value, list | tuple) else value


def push(value: object, item: object) -> object:
    """With one more item behind."""
    if not isinstance(value, list | tuple):
        return value
    check_items(len(value) + 1)
    return [*value, item]


def shift(value: object, number: object = 1) -> object:
    """Without the first items."""
    return list(value[_count(number) :]) if isinstance(value, list | tuple) else value


def unshift(value: object, item: object) -> object:
    """With one more item before."""
    if not isinstance(value, list | tuple):
        return value
    check_items(len(value) + 1)
    return [item, *value]


def sample(value: object, number: object = 1, *, context: Context) -> object:
    """One item, or several, by chance: the same ones each time the page is rendered."""
    if not isinstance(value, list | tuple):
        return value
    try:
        count = to_integer(number)
    except RubyError:
        count = 1
    if count == 1:
        return context.random.choice(value) if value else None
    return context.random.sample(value, min(_count(count), len(value)))


def array_to_sentence_string(value: object, connector: object = "and") -> str:
    """`a, b, and c`."""
    if isinstance(value, str):
        items: list[object] = list(value)
    elif isinstance(value, list | tuple):
        items = list(value)
    else:
        raise RubyError("what is no list makes no sentence")
    match [to_s(item) for item in items] if len(items) <= 2 else []:  # noqa: PLR2004 - a and b
        case [] if not items:
            return ""
        case [only]:
            return only
        case [one, other]:
            return f"{one} {to_s(connector)} {other}"
        case _:
            return f"{printing.join(items[:-1], ', ')}, {to_s(connector)} {to_s(items[-1])}"


ARRAY_FILTERS: dict[str, Callable[..., object]] = {
    "join": join,
    "reverse": reverse,
    "uniq": uniq,
    "compact": compact,
    "map": map_,
    "concat": concat,
    "first": first,
    "last": last,
    "size": size,
    "sort_natural": sort_natural,
    "pop": pop,
    "push": push,
    "shift": shift,
    "unshift": unshift,
    "array_to_sentence_string": array_to_sentence_string,
}
ARRAY_CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "sample": sample,
}

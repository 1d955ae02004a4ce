"""The filters of Liquid and Jekyll on lists."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from liquid.filter import with_context

from tui_course.markup.liquid import values
from tui_course.markup.liquid.limits import MAX_DIGITS, RubyError, check_depth, check_items
from tui_course.markup.liquid.objects import Drop
from tui_course.markup.liquid.values import compare, hashable, to_integer, to_s, truthy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from liquid.expression import Expression

    from tui_course.markup.liquid.context import JekyllContext

_INTEGER_LIKE = re.compile(r"[ \t\n\v\f\r]*-?[0-9]+[ \t\n\v\f\r]*")
_FLOAT_LIKE = re.compile(r"[ \t\n\v\f\r]*-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[ \t\n\v\f\r]*")


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


def _indexable(item: object) -> bool:
    return isinstance(item, Mapping | str | list | tuple | int) and not isinstance(item, bool)


def join(value: object, glue: object = " ") -> str:
    """The items as one text."""
    return values.join(flat(value), to_s(glue))


def reverse(value: object) -> list[object]:
    """From the last to the first."""
    return flat(value)[::-1]


def uniq(value: object, key: object = None) -> list[object] | None:
    """Each item, or each with a different `key`, once."""
    items = flat(value)
    if len(items) < 2:  # noqa: PLR2004 - nothing to compare: Ruby does not even look at the key
        return items
    if key is not None and any(not _indexable(item) for item in items):
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
    if any(not _indexable(item) for item in items):
        return None
    return [item for item in items if item_of(item, key) is not None]


def map_(value: object, key: object) -> list[object]:
    """The `key` of each item."""
    return [item if key == "to_liquid" else item_of(item, key) if _indexable(item) else None for item in flat(value)]


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
    if key is not None and any(not _indexable(item) for item in items):
        return None
    if len(items) < 2:  # noqa: PLR2004 - nothing to compare: Ruby does not even look at the key
        return items

    def natural(item: object) -> tuple[bool, str]:
        found = item if key is None else item_of(item, key)
        # Ruby folds the case of ASCII letters only.
        text = to_s(found)
        return found is None, text.lower() if text.isascii() else "".join(c.lower() if c.isascii() else c for c in text)

    return sorted(items, key=natural)


# --- Jekyll's own ---------------------------------------------------------------------------------------------------------


def _number_if_like_one(value: object) -> object:
    """Jekyll compares texts that look like numbers as numbers."""
    if not isinstance(value, str):
        return value
    if len(value) > MAX_DIGITS:
        return value
    if _INTEGER_LIKE.fullmatch(value):
        return values.text_to_i(value)
    return values.text_to_f(value) if _FLOAT_LIKE.fullmatch(value) else value


def property_of(item: object, key: object) -> object:
    """The property by which Jekyll's filters sort, group and select; dots lead into nested ones."""
    name = to_s(key)
    if "." not in name:
        return _number_if_like_one(item_of(item, name))
    found: object = item
    for part in name.split("."):
        if not truthy(found) or not _indexable(found):
            return False
        found = item_of(found, part)
    return _number_if_like_one(found)


def _matches(found: object, target: object) -> bool:
    if target is None:
        return found is None
    text = to_s(target)
    if isinstance(target, values.EmptyLiteral):
        return not values.join(flat(found), "")
    if isinstance(found, str):
        return found == text
    if found is None:
        return False
    if isinstance(found, Drop):
        return found.text() == text
    if isinstance(found, Mapping):
        return any(values.inspect([name, item]) == text for name, item in found.items())
    return any(to_s(item) == text for item in (found if isinstance(found, list | tuple | range) else [found]))


def _list_of(value: object) -> list[object] | None:
    """What Jekyll can select from: a list, a range or a hash's values, else None."""
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple | range) else None


def where(value: object, key: object, target: object = None) -> object:
    """The items whose `key` is, or has among its own items, `target`."""
    items = _list_of(value)
    if not truthy(key) or isinstance(target, list | tuple | Mapping) or items is None:
        return value
    return [item for item in items if _matches(property_of(item, key), target)]


def find(value: object, key: object, target: object) -> object:
    """The first item that `where` would find."""
    items = _list_of(value)
    if not truthy(key) or isinstance(target, list | tuple | Mapping) or items is None:
        return value
    return next((item for item in items if _matches(property_of(item, key), target)), None)


def _each(
    items: Iterable[object],
    name: object,
    expression: Expression,
    context: JekyllContext,
    take: Callable[[object, object], bool],
) -> None:
    """Evaluate an expression with each item under a name, until `take` has enough."""
    scope: dict[str, object] = {}
    with context.extend(scope):
        for item in items:
            context.budget.iterate()
            scope[to_s(name)] = item
            if take(item, expression.evaluate(context)):
                return


@with_context
def where_exp(value: object, name: object, expression: object, *, context: JekyllContext) -> object:
    """The items for which a condition holds."""
    items = _list_of(value)
    if items is None:
        return value
    found: list[object] = []

    def take(item: object, holds: object) -> bool:
        if holds:
            found.append(item)
        return False

    _each(items, name, context.env.condition(to_s(expression)), context, take)
    return found


@with_context
def find_exp(value: object, name: object, expression: object, *, context: JekyllContext) -> object:
    """The first item for which a condition holds."""
    items = _list_of(value)
    if items is None:
        return value
    found: list[object] = []

    def take(item: object, holds: object) -> bool:
        if holds:
            found.append(item)
        return bool(holds)

    _each(items, name, context.env.condition(to_s(expression)), context, take)
    return found[0] if found else None


def _groups(pairs: Iterable[tuple[object, object]]) -> list[object]:
    groups: dict[object, tuple[object, list[object]]] = {}
    for name, item in pairs:
        groups.setdefault(hashable(name), (name, []))[1].append(item)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.values()]


def _groupable(value: object) -> list[object] | None:
    if isinstance(value, Mapping):
        return [[key, item] for key, item in value.items()]
    return list(value) if isinstance(value, list | tuple | range) else None


def group_by(value: object, key: object) -> object:
    """Hashes with `name`, `items` and `size` for each value of `key`."""
    items = _groupable(value)
    return value if items is None else _groups((to_s(property_of(item, key)), item) for item in items)


@with_context
def group_by_exp(value: object, name: object, expression: object, *, context: JekyllContext) -> object:
    """Hashes with `name`, `items` and `size` for each value of an expression."""
    items = _groupable(value)
    if items is None:
        return value
    pairs: list[tuple[object, object]] = []

    def take(item: object, group: object) -> bool:
        pairs.append((group, item))
        return False

    _each(items, name, context.env.filtered(to_s(expression)), context, take)
    return _groups(pairs)


def _plain_order(left: object, right: object) -> int:
    order = compare(left, right)
    if order is None:
        raise RubyError(f"comparison of {values.inspect(left)[:60]} with {values.inspect(right)[:60]} failed")
    return order


def sort(value: object, key: object = None, nils: object = "first") -> object:
    """In order, by a property if one is named; nil comes first or last."""
    if value is None:
        raise RubyError("cannot sort a null object")
    items = _groupable(value)
    if items is None:
        raise RubyError("cannot sort what is no list")
    if key is None:
        return sorted(items, key=functools.cmp_to_key(_plain_order))
    if nils not in ("first", "last"):
        raise RubyError("nils must be first or last")
    order_of_nil = -1 if nils == "first" else 1

    def order(left: tuple[object, object], right: tuple[object, object]) -> int:
        one, other = left[0], right[0]
        if one is None or other is None:
            return 0 if one is other else order_of_nil if one is None else -order_of_nil
        found = compare(one, other)
        return cast("int", compare(to_s(one), to_s(other))) if found is None else found

    pairs = sorted(((property_of(item, key), item) for item in items), key=functools.cmp_to_key(order))
    return [item for _, item in pairs]


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


@with_context
def sample(value: object, number: object = 1, *, context: JekyllContext) -> object:
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
            return f"{values.join(items[:-1], ', ')}, {to_s(connector)} {to_s(items[-1])}"


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
    "sort": sort,
    "sort_natural": sort_natural,
    "where": where,
    "where_exp": where_exp,
    "find": find,
    "find_exp": find_exp,
    "group_by": group_by,
    "group_by_exp": group_by_exp,
    "pop": pop,
    "push": push,
    "shift": shift,
    "unshift": unshift,
    "sample": sample,
    "array_to_sentence_string": array_to_sentence_string,
}

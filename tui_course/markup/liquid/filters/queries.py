"""Jekyll's filters that select, group and sort."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from tui_course.markup.liquid import numeric, printing, values
from tui_course.markup.liquid.comparing import compare, hashable
from tui_course.markup.liquid.errors import RubyError
from tui_course.markup.liquid.filters.arrays import flat, indexable, item_of
from tui_course.markup.liquid.limits import MAX_DIGITS
from tui_course.markup.liquid.objects import Drop
from tui_course.markup.liquid.printing import to_s
from tui_course.markup.liquid.values import truthy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.markup.liquid.context import Context
    from tui_course.markup.liquid.expressions import Expression

_INTEGER_LIKE = re.compile(r"[ \t\n\v\f\r]*-?[0-9]+[ \t\n\v\f\r]*")
_FLOAT_LIKE = re.compile(r"[ \t\n\v\f\r]*-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[ \t\n\v\f\r]*")


def _number_if_like_one(value: object) -> object:
    """Jekyll compares texts that look like numbers as numbers."""
    if not isinstance(value, str):
        return value
    if len(value) > MAX_DIGITS:
        return value
    if _INTEGER_LIKE.fullmatch(value):
        return numeric.text_to_i(value)
    return numeric.text_to_f(value) if _FLOAT_LIKE.fullmatch(value) else value


def property_of(item: object, key: object) -> object:
    """The property by which Jekyll's filters sort, group and select; dots lead into nested ones."""
    name = to_s(key)
    if "." not in name:
        return _number_if_like_one(item_of(item, name))
    found: object = item
    for part in name.split("."):
        if not truthy(found) or not indexable(found):
            return False
        found = item_of(found, part)
    return _number_if_like_one(found)


def _matches(found: object, target: object) -> bool:
    if target is None:
        return found is None
    text = to_s(target)
    if isinstance(target, values.EmptyLiteral):
        return not printing.join(flat(found), "")
    if isinstance(found, str):
        return found == text
    if found is None:
        return False
    if isinstance(found, Drop):
        return found.text() == text
    if isinstance(found, Mapping):
        return any(printing.inspect([name, item]) == text for name, item in found.items())
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
    context: Context,
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


def where_exp(value: object, name: object, expression: object, *, context: Context) -> object:
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


def find_exp(value: object, name: object, expression: object, *, context: Context) -> object:
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


def group_by_exp(value: object, name: object, expression: object, *, context: Context) -> object:
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
        raise RubyError(f"comparison of {printing.inspect(left)[:60]} with {printing.inspect(right)[:60]} failed")
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


QUERY_FILTERS: dict[str, Callable[..., object]] = {
    "where": where,
    "find": find,
    "group_by": group_by,
    "sort": sort,
}
QUERY_CONTEXT_FILTERS: dict[str, Callable[..., object]] = {
    "where_exp": where_exp,
    "find_exp": find_exp,
    "group_by_exp": group_by_exp,
}

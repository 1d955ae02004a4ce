"""What the fields of a question in a data file mean, under the names that authors give them."""

from __future__ import annotations

from typing import Any, Final

PROMPT: Final = ("question", "prompt", "text", "stem", "q", "statement", "query", "title", "name")
_CHOICES: Final = ("items", "choices", "options", "answers", "alternatives", "opts")
CHOICE_TEXT: Final = ("choice", "text", "answer", "label", "option", "a", "content", "value", "title", "name")
_CORRECT: Final = ("correct", "is_correct", "right")
_SOLUTION: Final = ("answer", "answers", "correct", "correct_answer", "correct_answers", "solution")
COMMENT: Final = ("comment", "feedback", "explanation")
FEEDBACK: Final = (
    "feedback",
    "feedback_p",
    "feedback_n",
    "followup_p",
    "followup_n",
    "hint",
    "hints",
    "explanation",
    "comment",
    "note",
    "why",
)
_COLUMNS: Final = ("items_a", "items_b", "distractors")
_CHOOSING: Final = ("choice", "choose", "select", "single", "multiple", "multi", "radio", "checkbox", "mc")


def first(item: dict[str, Any], names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any YAML
    """The value of the first of `names` that a mapping has, or None."""
    return next((item[name] for name in names if item.get(name) is not None), None)


def is_question(item: object) -> bool:
    """Whether a question has a prompt and words for each choice under names that are known here."""
    if not isinstance(item, dict) or first(item, PROMPT) is None:
        return False
    named = {*_CHOICES, *_SOLUTION, *FEEDBACK, *_COLUMNS}
    if any(_holds_words(part) for name, part in item.items() if name not in named):
        return False
    choices = choice_list(item)
    return all(not isinstance(choice, dict) or first(choice, CHOICE_TEXT) is not None for _, choice in choices)


def _holds_words(value: object) -> bool:
    """Whether a value is a list or mapping of more than single words, which may be choices under another name."""
    parts = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return any(isinstance(part, list | dict) or (isinstance(part, str) and " " in part.strip()) for part in parts)


def choice_field(item: dict[str, Any]) -> str:
    """The field that holds the choices of a question, or the empty string.

    A field such as `answers` holds them where its parts are mappings or another field says which is right; else it holds what
    may be typed.
    """
    for name in _CHOICES:
        listed = item.get(name)
        if name in _SOLUTION:
            solved = any(item.get(other) is not None for other in _SOLUTION if other != name)
            if isinstance(listed, list) and (solved or any(isinstance(part, dict) for part in listed)):
                return name
        elif isinstance(listed, list | dict) and listed:
            return name
    return ""


def choice_list(item: dict[str, Any]) -> list[tuple[str, Any]]:
    """The choices of a question, each with the name that it has where they are a mapping, such as `a: first`."""
    listed = item.get(choice_field(item))
    if isinstance(listed, dict):
        return [(str(key), choice) for key, choice in listed.items()]
    return [("", choice) for choice in listed] if isinstance(listed, list) else []


def mark(choice: object) -> object:
    """What a choice says of itself: whether it is right, or None."""
    return first(choice, _CORRECT) if isinstance(choice, dict) else None


def expects_choice(item: dict[str, Any]) -> bool:
    """Whether a question is answered by choosing what is right, and not by ordering, matching or opinion."""
    kind = str(item.get("type") or item.get("kind") or "choice").lower()
    return any(word in kind for word in _CHOOSING)


def right_choices(item: dict[str, Any], listed: list[tuple[str, Any]]) -> frozenset[int]:
    """The numbers, from 1, of the choices that a question's own field names: by their words, their name, a letter or an index.

    An index counts from 0, as Liquid does.
    """
    field_of_choices = choice_field(item)
    given = first(item, tuple(name for name in _SOLUTION if name != field_of_choices))
    wanted = given if isinstance(given, list) else [given]
    texts = [str(first(choice, CHOICE_TEXT) if isinstance(choice, dict) else choice).strip() for _, choice in listed]
    names = [name for name, _ in listed]
    out: set[int] = set()
    for one in wanted:
        word = str(one).strip()
        if one is None or isinstance(one, bool | dict | list):
            continue
        if word in texts:
            out.add(texts.index(word) + 1)
        elif word and word in names:
            out.add(names.index(word) + 1)
        elif isinstance(one, int) and 0 <= one < len(listed):
            out.add(one + 1)
        elif len(word) == 1 and word.isascii() and word.isalpha() and ord(word.lower()) - ord("a") < len(listed):
            out.add(ord(word.lower()) - ord("a") + 1)
    return frozenset(out)

"""What the fields of a question in a data file mean, under the names that authors give them."""

from __future__ import annotations

from typing import Any, Final

MAX_QUESTIONS: Final = 500
MAX_CHOICES: Final = 200

KIND: Final = ("type", "kind")
PROMPT: Final = ("question", "prompt", "text", "stem", "q", "statement", "query", "title", "name")
CHOICES: Final = ("items", "choices", "options", "answers", "alternatives", "opts")
CHOICE_TEXT: Final = ("choice", "text", "answer", "label", "option", "a", "content", "value", "title", "name")
CORRECT: Final = ("correct", "is_correct", "right")
SOLUTION: Final = (
    "answer",
    "answers",
    "correct",
    "correct_answer",
    "correct_answers",
    "solution",
    "solutions",
    "accepted",
    "accept",
)
COMMENT: Final = ("comment", "feedback", "explanation")
PINNED: Final = ("pinned", "pin", "fixed")
SHUFFLE: Final = ("shuffle", "shuffled", "randomize", "random")

LEFT: Final = ("items_a", "left", "terms", "premises")
RIGHT: Final = ("items_b", "right", "definitions", "responses")
PAIRS: Final = ("pairs", "matches")
DISTRACTORS: Final = ("distractors", "extra")
SEQUENCE: Final = ("sequence", "steps", "correct_order", "order")

TOLERANCE: Final = ("tolerance", "margin")
UNIT: Final = ("unit", "units")
COMPARISON: Final = ("match", "comparison", "compare")
ORDERED: Final = ("ordered",)

DIAGRAM: Final = ("diagram",)
DIAGRAM_KIND: Final = ("kind",)
SEED: Final = ("seed",)
NODE: Final = ("node",)
EDGE: Final = ("edge",)
ANSWER: Final = ("answer",)

PRAISE: Final = (
    "feedback_p",
    "followup_p",
    "feedback_correct",
    "correct_feedback",
    "feedback_right",
    "right_feedback",
    "praise",
)
ADVICE: Final = (
    "feedback_n",
    "followup_n",
    "feedback_incorrect",
    "incorrect_feedback",
    "feedback_wrong",
    "wrong_feedback",
    "advice",
)
HINTS: Final = ("hint", "hints")
EXPLANATION: Final = ("feedback", "explanation", "note", "why", "comment", "rationale")
SEE: Final = ("see", "source", "link", "reference")

_LISTS: Final = frozenset(
    (*CHOICES, *SOLUTION, *PRAISE, *ADVICE, *HINTS, *EXPLANATION, *SEE, *LEFT, *RIGHT, *PAIRS, *DISTRACTORS, *SEQUENCE)
)


def first(item: dict[str, Any], names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any YAML
    """The value of the first of `names` that a mapping has, or None."""
    return next((item[name] for name in names if item.get(name) is not None), None)


def is_assessment(value: object) -> bool:
    """Whether the content of a data file is a list of questions."""
    return isinstance(value, dict) and isinstance(value.get("questions"), list)


def is_understood(value: object) -> bool:
    """Whether most questions of an assessment have a prompt, and words for each choice, under names that are known here.

    Any site may name the fields of its questions as it likes: what is not understood is better shown as the site's own
    templates show it than as a question without words.
    """
    if not isinstance(value, dict) or not isinstance(value.get("questions"), list):
        return False
    known = [is_question(item) for item in value["questions"][:MAX_QUESTIONS]]
    return sum(known) * 2 > len(known) or not known


def is_question(item: object) -> bool:
    """Whether a question has a prompt and words for each choice under names that are known here."""
    if not isinstance(item, dict) or first(item, PROMPT) is None:
        return False
    if any(_holds_words(part) for name, part in item.items() if name not in _LISTS):
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
    for name in CHOICES:
        listed = item.get(name)
        if name in SOLUTION:
            solved = any(item.get(other) is not None for other in SOLUTION if other != name)
            if isinstance(listed, list) and (solved or any(isinstance(part, dict) for part in listed)):
                return name
        elif isinstance(listed, list | dict) and listed:
            return name
    return ""


def choice_list(item: dict[str, Any]) -> list[tuple[str, Any]]:
    """The choices of a question, each with the name that it has where they are a mapping, such as `a: first`."""
    return named_parts(item.get(choice_field(item)))


def named_parts(value: object) -> list[tuple[str, Any]]:
    """The parts of a list, or of a mapping with their names; nothing of anything else."""
    if isinstance(value, dict):
        return [(str(key), part) for key, part in value.items()]
    return [("", part) for part in value] if isinstance(value, list) else []


def mark(choice: object) -> object:
    """What a choice says of itself: whether it is right, or None."""
    return first(choice, CORRECT) if isinstance(choice, dict) else None


def accepted(item: dict[str, Any]) -> Any:  # noqa: ANN401 - any YAML
    """What a question's own field gives as its answer, other than its choices; None where there is none."""
    field_of_choices = choice_field(item)
    return first(item, tuple(name for name in SOLUTION if name != field_of_choices))


def right_choices(item: dict[str, Any], listed: list[tuple[str, Any]]) -> tuple[int, ...]:
    """The numbers, from 1, of the choices that a question's own field names: by their words, their name, a letter or an index.

    An index counts from 0, as Liquid does.
    """
    given = accepted(item)
    texts = [str(first(choice, CHOICE_TEXT) if isinstance(choice, dict) else choice).strip() for _, choice in listed]
    names = [name for name, _ in listed]
    found = (_named(one, texts, names) for one in (given if isinstance(given, list) else [given]))
    return tuple(dict.fromkeys(number for number in found if number))


def _named(one: object, texts: list[str], names: list[str]) -> int:
    """The number, from 1, of the choice that a value names, or 0."""
    word = str(one).strip()
    if one is None or isinstance(one, dict | list):
        return 0
    if word in texts:
        return texts.index(word) + 1
    if word and word in names:
        return names.index(word) + 1
    if isinstance(one, int) and not isinstance(one, bool) and 0 <= one < len(texts):
        return one + 1
    if len(word) == 1 and word.isascii() and word.isalpha() and ord(word.lower()) - ord("a") < len(texts):
        return ord(word.lower()) - ord("a") + 1
    return 0

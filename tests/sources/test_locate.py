import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.sources.locate import Locator, Reading

SOURCE = """---
title: How a kite flies
---

# How a kite flies

Wind is *enough*, says [Doe](https://example.org/a-long-address-in-between), and **lift**
does the rest [@doe2020, p. 3].

- [ ] a sail
- [x] a tail

| Part | Job |
|:-----|:----|
| Tail | steadies the kite |

```python
wind = 7
print(wind)
```

Wind is *enough*, once more.

$$L = 1$$
"""


@pytest.mark.parametrize(
    ("rows", "near", "line"),
    [
        (["How a kite flies"], 0.0, 2),
        (["How a kite flies", "────"], 0.2, 5),
        (["Wind is enough, says Doe, and lift does"], 0.1, 7),
        (["does the rest (Doe, 2020, Chapter 3)."], 0.2, 8),
        (["• ☑ a tail"], 0.5, 11),
        (["│ Tail  steadies the kite"], 0.5, 15),
        (["▌ print(wind)"], 0.8, 19),
        (["Wind is enough, once more."], 0.9, 22),
        (["Wind is enough"], 0.0, 7),
        (["Wind is enough"], 1.0, 22),
        (["made by the reader", "─────", "", "a sail"], 0.5, 10),
        (["nothing of the kind here"], 0.5, 0),
        (["", "──"], 0.5, 0),
        ([], 0.5, 0),
    ],
)
def test_the_line_of_what_a_reader_sees(rows, near, line):
    assert Reading(SOURCE).line(rows, near) == line


@pytest.mark.parametrize(
    ("subject", "line"),
    [
        ("b/four.svg", 2),
        ("a/b/four.svg", 2),
        ("four.png", 2),
        ("../five.md\ufffd.png", 3),
        ("\u2400five.md", 3),
        ("\ufffd\ufffd", 0),
        ("nowhere.svg", 0),
        ("", 0),
    ],
    ids=[
        "as written",
        "joined",
        "another ending",
        "a zero byte",
        "a zero byte that is shown",
        "nothing else",
        "nowhere",
        "nothing",
    ],
)
def test_the_line_of_an_address(subject, line):
    assert Locator("three\n![x](b/four.svg)\n[y](../five.md\0.png)\n").line(subject) == line


@given(st.lists(st.text(max_size=30), max_size=20), st.integers(0, 19), st.floats(0, 1))
def test_a_line_that_is_there_is_found_where_it_reads_the_same(lines, number, near):
    lines = [line.replace("\n", " ") for line in lines]
    text = "\n".join(lines)
    wanted = lines[number] if number < len(lines) else ""
    found = Reading(text).line([wanted], near)
    assert 0 <= found <= len(lines)
    letters = "".join(one for one in wanted.casefold() if one.isalnum())
    if len(letters) >= 3:
        assert found > 0
        rest = "\n".join(lines[found - 1 :]).casefold()
        assert letters in "".join(one for one in rest if one.isalnum())

"""Every parser under what is made for it, a few examples each; `make hypothesis` and `make fuzz` try many more."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzzing import checks, targets
from tests.fuzzing.material import bytes_of, pieces, snippets
from tests.fuzzing.watching import Watch, smaller

_FOUND = yaml.safe_load(Path(__file__).with_name("found.yml").read_text(encoding="utf-8"))
_LARGEST = 1_500
# What takes longer than a parser of text has fewer: the whole suite has to be done in ten minutes.
_FEW = {
    "flowchart": 20,
    "state": 20,
    "sequence": 30,
    "folder-page": 30,
    "jekyll-page": 30,
    "jekyll-front": 25,
    "course-file": 25,
}
_bounded = partial(
    settings,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_whatever_a_parser_is_given(name):
    # What a parser needs is loaded with the first use: that belongs to no example.
    targets.call(name, b"x\n")

    @_bounded(max_examples=_FEW.get(name, 100))
    @given(bytes_of(name, _LARGEST))
    def given_anything(data):
        targets.call(name, data)

    given_anything()


@pytest.mark.parametrize("case", _FOUND, ids=lambda case: case["name"])
def test_what_was_found_before(case):
    before, again, after = case.get("before", ""), case.get("again", ""), case.get("after", "")
    data = (before + again * case.get("times", 1) + after).encode("utf-8", "surrogatepass")
    for target in case["targets"].split():
        watch = Watch(partial(targets.call, target))
        watch.try_one(data)
        assert [finding.said for finding in watch.findings.values()] == []


# The tools themselves


def test_every_target_has_something_to_be_made_of():
    for name in targets.TARGETS:
        assert len(pieces(name)) >= 20 or name == "pack", name
    assert sum(bool(snippets(name)) for name in targets.TARGETS) >= 20


def test_a_fault_is_kept_once_and_made_small(tmp_path):
    def call(data):
        if b"!" in data and b"?" in data:
            raise ValueError("so")

    watch = Watch(call, tmp_path)
    for data in (b"fine", b"-" * 50 + b"!" + b"-" * 50 + b"?", b"a!b?c"):
        watch.try_one(data)
    watch.finish()
    (finding,) = watch.findings.values()
    assert finding.data == b"!?"
    assert finding.times == 2
    assert finding.name == "ValueError test_parsers.py:" + re.search(r":(\d+ call)$", finding.name)[1]
    assert b"!?" in [path.read_bytes() for path in tmp_path.iterdir()]


def test_what_does_not_end_is_ended_and_named():
    def call(_data):
        while True:
            try:
                while True:
                    pass
            except Exception:  # noqa: BLE001, S112 - as a boundary in the program does
                continue

    watch = Watch(call, seconds=0.05)
    watch.try_one(b"x")
    assert [name.split()[0] for name in watch.findings] == ["TooLong"]


def test_a_text_anywhere_in_a_value_is_looked_at():
    from tui_course.model.block import Paragraph, Quote
    from tui_course.model.inline import Text

    checks.steers_nothing((Quote((Paragraph((Text("fine"),)),)), {"a": ["b"]}))
    for hidden in ((Quote((Paragraph((Text("\x1b"),)),)),), {"\x1b": 1}, {"a": ["\u202e"]}):
        with pytest.raises(AssertionError):
            checks.steers_nothing(hidden)


@pytest.mark.parametrize(("data", "least"), [(b"a" * 1000, b"a"), (b"ab" * 200, b"a"), (b"a", b"a")])
def test_what_is_made_smaller_still_shows_it(data, least):
    assert smaller(data, lambda part: b"a" in part) == least

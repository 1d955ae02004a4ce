"""Short names of modules and pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshop.kites import make_course, ref
from tui_course.model.course import Course, Module
from tui_course.workshop.numbering import module_labels, numbered_modules, page_numbers

CASES = [
    ("Air; Hand; More", "1 2 3"),
    ("Start here; Introduction; Module 1 - Robots; Module 2 - Problems; The end", "i ii 1 2 iii"),
    ("Module 0 - Ideas; Module 1; Module 2", "0 1 2"),
    ("1. Air; 2. Hand; Books", "1 2 i"),
    ("Week 03: Air; Week 04: Hand", "3 4"),
    ("第1章; 第2章", "1 2"),
    # A number in a title need not count.
    ("ROS 2; Gazebo; Python 3", "1 2 3"),
    ("Module 2; Module 1", "1 2"),
    ("Module 1; Module 1", "1 2"),
    ("Module 1; Air", "1 2"),
    ("Module 1; Lesson 1; Module 2; Lesson 2; Module 3", "1 i 2 ii 3"),
    ("", "1"),
]


@pytest.mark.parametrize(("titles", "labels"), CASES)
def test_modules_are_called_as_the_course_calls_them(titles, labels):
    assert module_labels([title.strip() for title in titles.split(";")]) == tuple(labels.split())


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["Module 1", "Module 2", "Module 12", "3"])), max_size=60))
def test_no_two_modules_are_called_the_same(titles):
    labels = module_labels(titles)
    assert len(set(labels)) == len(labels) == len(titles)
    assert all(labels)


def test_many_modules_without_a_number():
    titles = ["Module 1", "Module 2", *["Other"] * 90]
    assert module_labels(titles)[-1] == "xc"
    assert module_labels(titles)[2:7] == ("i", "ii", "iii", "iv", "v")


def test_a_page_is_called_by_its_module_and_a_letter():
    assert page_numbers(make_course()) == {"wind": "1a", "line": "1b", "knots": "2a", "launch": "2b", "notes": "3a"}
    pages = tuple(ref(f"p{number}") for number in range(28))
    assert page_numbers(Course("c", "C", (Module("Air", pages),)))["p27"] == "1.28"


def test_a_page_belongs_to_the_first_module_that_lists_it_and_a_module_without_pages_does_not_count():
    one, two = ref("one"), ref("two")
    course = Course("c", "C", (Module("A", (one,)), Module("B", (one,)), Module("C", (one, two, two))))
    assert [(found.label, [page.id for page in found.pages]) for found in numbered_modules(course)] == [
        ("1", ["one"]),
        ("2", ["two"]),
    ]

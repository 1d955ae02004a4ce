"""Our dataclasses behave like those of the standard library."""

import copy
import dataclasses
import pickle
from dataclasses import field
from functools import cached_property

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.values import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A robot."""

    name: str
    wheels: int = 4
    parts: tuple[str, ...] = field(default=())
    names: list[str] = field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A robot."""

    name: str
    wheels: int = 4
    parts: tuple[str, ...] = field(default=())
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class One:
    """One field, whose bare value must not be taken for a robot's."""

    name: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A field that is looked at."""

    wheels: int

    def __post_init__(self):
        if self.wheels < 0:
            raise ValueError(self.wheels)


ROBOTS = st.tuples(st.text(max_size=3), st.integers(0, 3), st.lists(st.sampled_from(("arm", "hub")), max_size=2).map(tuple))


@given(ROBOTS, ROBOTS)
def test_equality_hash_and_words_are_those_of_the_standard_library(first, second):
    assert (Ours(*first) == Ours(*second)) is (Theirs(*first) == Theirs(*second))
    assert repr(Ours(*first)) == repr(Theirs(*first)).replace("Theirs", "Ours")
    assert Ours(*first) != Theirs(*first)


def test_equal_values_have_one_hash_and_other_classes_another():
    assert hash(One("a")) == hash(One("a"))
    assert len({One("a"), One("a"), One("b"), Nothing(), Nothing()}) == 3
    assert One("a") != "a"
    assert Nothing() == Nothing()
    with pytest.raises(TypeError, match="unhashable"):
        hash(Ours("a"))


@given(ROBOTS)
def test_a_hash_is_that_of_the_standard_library_so_that_sets_keep_their_order(robot):
    @dataclasses.dataclass(frozen=True, slots=True)
    class Same:
        name: str
        wheels: int
        parts: tuple[str, ...]

    @dataclass(frozen=True, slots=True)
    class Own:
        name: str
        wheels: int
        parts: tuple[str, ...]

    assert hash(Own(*robot)) == hash(Same(*robot)) == hash(robot)
    assert hash(One(robot[0])) == hash((robot[0],))
    assert hash(Nothing()) == hash(())


def test_nothing_can_be_changed():
    robot = Ours("ada")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        robot.name = "bob"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del robot.name
    with pytest.raises((AttributeError, TypeError)):
        robot.colour = "red"
    assert not hasattr(robot, "__dict__")


def test_arguments_are_those_of_the_fields():
    assert Ours("ada", parts=("arm",)) == Ours(name="ada", wheels=4, parts=("arm",), names=[])
    assert Ours("ada").names is not Ours("ada").names
    for arguments in ((), ("ada", 1, (), [], 2)):
        with pytest.raises(TypeError):
            Ours(*arguments)
    with pytest.raises(TypeError):
        Ours("ada", colour="red")


def test_replace_match_and_fields_work():
    assert dataclasses.replace(Ours("ada"), wheels=3) == Ours("ada", 3)
    assert [one.name for one in dataclasses.fields(Ours)] == ["name", "wheels", "parts", "names"]
    match Ours("ada", 2):
        case Ours(name, wheels):
            assert (name, wheels) == ("ada", 2)


def test_what_follows_the_fields_runs():
    with pytest.raises(ValueError, match="-1"):
        Checked(-1)


@pytest.mark.parametrize("value", [Ours("ada", 2, ("arm",), ["x"]), One("a"), Nothing(), Checked(1)])
def test_a_value_survives_being_kept_and_copied(value):
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
    assert copy.copy(value) == value
    assert copy.deepcopy(value) == value


def test_what_has_no_slots_keeps_what_is_worked_out_once():
    @dataclass(frozen=True)
    class Loose:
        name: str
        note: str = field(default="", compare=False, repr=False)

        @cached_property
        def shouted(self):
            return self.name.upper()

    loose = Loose("a", "said")
    assert loose.shouted == "A"
    assert vars(loose) == {"name": "a", "note": "said", "shouted": "A"}
    assert loose == Loose("a", "other")
    assert hash(loose) == hash(Loose("a"))
    assert repr(loose).endswith("Loose(name='a')")
    with pytest.raises(dataclasses.FrozenInstanceError):
        loose.name = "b"


@pytest.mark.parametrize("slots", [True, False])
def test_what_is_not_frozen_can_be_changed_and_has_no_hash(slots):
    @dataclass(slots=slots)
    class Open:
        name: str
        parts: list[str] = field(default_factory=list)
        length: int = field(init=False)

        def __post_init__(self):
            self.length = len(self.name)

    one = Open("a")
    one.name = "b"
    assert one == Open("b")
    assert one.length == 1
    assert hasattr(one, "__dict__") is not slots
    assert Open("a").parts is not one.parts
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    with pytest.raises(TypeError):
        Open("a", [], 2)


def test_a_class_below_another_has_the_fields_of_both():
    @dataclass(frozen=True)
    class Above:
        name: str

    @dataclass(frozen=True)
    class Below(Above):
        wheels: int = 4

    for make in (Below, Above, Below):
        assert make("ada").name == "ada"
    assert Below("ada", 2) == Below(name="ada", wheels=2)
    assert Below("ada") != Above("ada")

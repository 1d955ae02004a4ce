"""Finding passages; with an index of words and without one."""

import sqlite3
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course.errors import SearchError
from tui_course.search.index import SearchIndex
from tui_course.search.passages import Kind, passages
from tui_course.search.query import parse


def texts(index, words):
    return [hit.passage.text for hit in index.search(parse(words)).hits]


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("comb", "Each frame carries a comb of wax. Café"),
        ("COMB", "Each frame carries a comb of wax. Café"),
        ("com", "Each frame carries a comb of wax. Café"),
        ("cafe", "Each frame carries a comb of wax. Café"),
        ('"house of wood"', "A hive is a house of wood."),
        ("cmd_vel", "ros2 topic echo /cmd_vel"),
        ("/cmd_v", "ros2 topic echo /cmd_vel"),
        ("ros2", "ros2 topic echo /cmd_vel"),
        ("c++", "ros2 topic echo /cmd_vel"),
        ("std::vector", "ros2 topic echo /cmd_vel"),
        ("蜜蜂", "世界の蜜蜂"),
        ("花の蜜", "蜜蜂は花の蜜を集める。"),
        ("꿀벌", "蜜蜂は花の蜜を集める。"),
        ("น้ำหวาน", "蜜蜂は花の蜜を集める。"),
        ("angstrom", "Ångström, Straße, ﬁeld, ＡＢＣ, Übung"),
        ("abc", "Ångström, Straße, ﬁeld, ＡＢＣ, Übung"),
        ("frames", "Frames"),
        ("hive", "The hive"),
        ("entrance", "Look at the entrance board"),
        ("hatches", "Egg cell"),
    ],
)
def test_the_best_passage_comes_first(index, words, best):
    assert texts(index, words)[0].startswith(best)


@pytest.mark.parametrize("words", ["xyzzy", "omb", "text:comb", '"wood of house"', "quinquennium", ""])
def test_nothing_is_found_where_nothing_reads_so(index, words):
    assert texts(index, words) == []


def test_words_may_stand_in_the_heading_or_elsewhere_on_the_page(index):
    found = index.search(parse("wax skep "))
    assert found.whole
    assert {hit.passage.page for hit in found.hits} == {"hive"}


def test_where_no_page_has_all_words_some_are_enough_and_that_is_told(index):
    found = index.search(parse("comb xyzzy "))
    assert not found.whole
    assert [hit.passage.text for hit in found.hits] == ["Each frame carries a comb of wax. Café"]


def test_signs_that_stand_nowhere_do_not_count(index):
    assert texts(index, "/comb")
    assert texts(index, "comb??")
    assert texts(index, "x++") == []


def test_below_a_heading_stands_what_it_is_about(index):
    hit = index.search(parse("frames ")).hits[0]
    assert (hit.passage.kind, hit.below) == (Kind.HEADING, "Each frame carries a comb of wax. Café")


def test_a_word_counts_for_more_than_one_that_only_begins_so():
    index = SearchIndex.new()
    index.add(passages_of("Rosters and rosaries, rosebuds and rosettes.", "ROS is ROS."), "Page")
    assert texts(index, "ros")[0] == "ROS is ROS."


def passages_of(*paragraphs):
    from tui_course.model.block import Paragraph
    from tui_course.model.course import Page, PageRef
    from tui_course.model.inline import Text

    return [
        one
        for number, words in enumerate(paragraphs)
        for one in passages(Page(PageRef(f"p{number}", "P", "p.md"), (Paragraph((Text(words),)),)))
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text(max_size=80) | st.text(alphabet='"*()^:-+/.ANDORNEAR{}\\ \0a', max_size=40))
def test_nothing_that_is_typed_is_an_error(index, words):
    for hit in index.search(parse(words)).hits:
        assert hit.passage.text


@pytest.mark.parametrize("words", ["comb*", "^comb", "-comb", "(comb", "comb)", "comb'--", '"comb', "{comb}"])
def test_signs_of_a_query_language_mean_nothing(index, words):
    assert "Each frame carries a comb of wax. Café" in texts(index, words)


@pytest.mark.parametrize("words", ["comb AND xyzzy ", "comb NOT wax ", "NEAR comb xyzzy "])
def test_words_of_a_query_language_are_words(index, words):
    assert not index.search(parse(words)).whole


# On disk


def test_what_is_saved_is_loaded(index, tmp_path):
    assert index.save(tmp_path / "new" / "search")
    again = SearchIndex.load(tmp_path / "new" / "search")
    assert texts(again, "comb") == texts(index, "comb")
    again.close()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["search"]


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_a_damaged_file_is_none(index, tmp_path, damage):
    path = tmp_path / "search"
    index.save(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] if damage is None else damage)
    assert SearchIndex.load(path) is None


def test_a_file_of_another_program_or_format_is_none(tmp_path):
    path = tmp_path / "search"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE passages (id)")
    connection.close()
    assert SearchIndex.load(path) is None
    assert SearchIndex.load(tmp_path / "missing") is None
    assert SearchIndex.load(tmp_path) is None


def test_damage_that_shows_only_later_is_an_error_of_ours(index):
    index._connection.execute("DROP TABLE passages")
    with pytest.raises(SearchError):
        index.search(parse("comb"))


def test_a_folder_that_may_not_be_written_keeps_nothing(index, tmp_path):
    (tmp_path / "file").write_text("")
    assert not index.save(tmp_path / "file" / "search")


def test_two_may_save_at_once(pages, tmp_path):
    path = tmp_path / "search"

    def make():
        made = SearchIndex.new()
        for one in pages:
            made.add(passages(one), one.ref.name)
        made.save(path)
        made.close()

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    loaded = SearchIndex.load(path)
    assert texts(loaded, "comb")
    loaded.close()


def test_it_may_be_asked_while_it_grows(pages):
    index = SearchIndex.new()
    seen = []
    for one in pages:
        index.add(passages(one), one.ref.name)
        seen.append(len(texts(index, "bees")))
    assert seen == sorted(seen)
    assert seen[0] < seen[-1]
    index.close()

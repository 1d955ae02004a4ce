import pytest

from tui_course.errors import CourseNotFound, NotACourse
from tui_course.sources.folder.course import FileCourse, FolderCourse
from tui_course.sources.jekyll.site import JekyllSite
from tui_course.sources.open import built_in, find_courses, open_course


def write(root, *files):
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\ntitle: A page\n---\nWords.\n" if path.suffix == ".md" else "title: A course\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        (("_config.yml", "index.md"), JekyllSite),
        (("_layouts/page.html", "index.md"), JekyllSite),
        (("index.md",), FolderCourse),
        (("course.yml", "a/b/deep.md"), FolderCourse),
    ],
)
def test_what_a_folder_holds(tmp_path, files, kind):
    assert isinstance(open_course(write(tmp_path, *files)), kind)


def test_a_markdown_file_is_a_course_of_one_page(tmp_path):
    course = open_course(write(tmp_path, "one.md") / "one.md")
    assert isinstance(course, FileCourse)
    assert [page.title for page in course.course.pages] == ["A page"]


def test_a_site_whose_pages_have_no_front_matter_is_read_as_a_folder(tmp_path):
    (write(tmp_path, "_config.yml") / "index.md").write_text("# Plain\n", encoding="utf-8")
    assert [page.title for page in open_course(tmp_path).course.pages] == ["Plain"]


@pytest.mark.parametrize(
    ("name", "kind"), [("gone", CourseNotFound), ("empty", NotACourse), ("notes.txt", NotACourse), ("a\0b", CourseNotFound)]
)
def test_what_is_no_course(tmp_path, name, kind):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("words", encoding="utf-8")
    with pytest.raises(kind):
        open_course(tmp_path / name)


def test_a_library_is_a_folder_of_courses(tmp_path):
    write(tmp_path, "one/_config.yml", "one/index.md", "group/two/course.yml", "group/two/page.md", "notes/page.md")
    assert [path.name for path in find_courses(tmp_path)] == ["two", "one"]
    assert find_courses(tmp_path / "one") == ()
    assert find_courses(tmp_path / "notes") == ()


def test_the_built_in_course_is_there_and_has_no_problems():
    course = open_course(built_in())
    assert len(course.course.pages) >= 8
    assert course.problems == ()
    assert [problem for page in course.course.pages for problem in course.page(page.id).problems] == []

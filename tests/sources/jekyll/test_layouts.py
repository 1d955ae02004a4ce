import pytest

from tui_course.sources.jekyll.layouts import around
from tui_course.sources.jekyll.site import JekyllSite

PAGE = "<p>Words of the page.</p>"


def laid_out(layouts, layout="page"):
    def render(text, variables, _name, _line):
        return text.replace("{{ content }}", str(variables["content"]))

    return around(PAGE, layout, layouts.get, render)


@pytest.mark.parametrize(
    ("layout", "kept", "gone"),
    [
        ("<body>Site {{ content }} end</body>", ["Words of the page."], ["Site", "end"]),
        (
            "<header>Site</header><main><h1>T</h1>{{ content }}<p>After</p></main>",
            ["T", "Words of the page.", "After"],
            ["Site"],
        ),
        (
            "<main><nav>Up</nav><div class='page-meta'>By us</div>{{ content }}<footer>F</footer></main>",
            ["Words"],
            ["Up", "By us", "F<"],
        ),
        ("<div id='content'><aside>Aside</aside>{{ content }}<form>Ask</form></div>", ["Words"], ["Aside", "Ask"]),
        ("<main>Around<article>Inside {{ content }}</article></main>", ["Around", "Inside", "Words"], []),
        ("<main class='menu'>Kept {{ content }}</main>", ["Kept", "Words"], []),
        ("<main>nothing of the page</main>", ["Words of the page."], ["nothing"]),
    ],
)
def test_the_main_part_is_kept_and_the_furniture_goes(layout, kept, gone):
    html = laid_out({"page": layout})
    assert all(word in html for word in kept)
    assert not any(word in html for word in gone)


def test_layouts_stand_in_layouts():
    inner = "---\nlayout: outer\n---\n<h2>Inner</h2>{{ content }}"
    html = laid_out({"page": inner, "outer": "<main>Outer {{ content }}</main>"})
    assert html.index("Outer") < html.index("Inner") < html.index("Words")


def test_layouts_that_name_each_other_end():
    layouts = {"page": "---\nlayout: other\n---\n<main>{{ content }}</main>", "other": "---\nlayout: page\n---\n{{ content }}"}
    assert "Words of the page." in laid_out(layouts)


def test_a_layout_that_is_not_there_changes_nothing():
    assert laid_out({}) == PAGE


def test_a_site_shows_what_its_layout_says_of_a_page(tmp_path):
    files = {
        "_config.yml": "title: Site\n",
        "_layouts/lesson.html": "<main>{% for goal in page.goals %}<p>Goal: {{ goal }}</p>{% endfor %}{{ content }}</main>",
        "index.md": "---\ntitle: Start\nlayout: lesson\ngoals: [know, do]\n---\nRead *on*.\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    page = JekyllSite(tmp_path).page("index")
    assert len(page.blocks) == 3
    assert page.problems == ()

from __future__ import annotations

import pytest

from tui_course.markup.kramdown import Kramdown, Options


@pytest.mark.parametrize(
    ("config", "source", "html"),
    [
        ({"hard_wrap": True}, "a\nb", "<p>a<br />\nb</p>\n"),
        ({"hard_wrap": True}, "a  \nb", "<p>a  <br />\nb</p>\n"),
        ({}, "a\nb", "<p>a\nb</p>\n"),
        ({"auto_ids": False}, "# A", "<h1>A</h1>\n"),
        ({"auto_id_prefix": "x-"}, "# A", '<h1 id="x-a">A</h1>\n'),
        ({"header_offset": 1}, "# A", '<h2 id="a">A</h2>\n'),
        ({"header_offset": 3}, "##### A", '<h6 id="a">A</h6>\n'),
        ({"smart_quotes": "apos,apos,quot,quot"}, "\"a\" 'b'", "<p>\"a\" 'b'</p>\n"),
        ({"smart_quotes": ["lsquo", "rsquo", 171, 187]}, '"a"', "<p>«a»</p>\n"),
        ({"typographic_symbols": {"hellip": "...", "mdash": "&ndash;"}}, "a... b---c", "<p>a... b–c</p>\n"),
        ({"gfm_quirks": "no_auto_typographic"}, "a -- b", "<p>a -- b</p>\n"),
        ({"gfm_quirks": []}, "a\n# b", "<p>a\n# b</p>\n"),
        ({"parse_block_html": True}, "<div>\n*a*\n</div>", "<div><p><em>a</em></p>\n</div>\n"),
        ({"parse_span_html": False}, "a <b>*c*</b>", "<p>a <b>*c*</b></p>\n"),
        (
            {"link_defs": {"home": ["/home", "Start"]}},
            "[Home]",
            '<p><a href="/home" title="Start">Home</a></p>\n',
        ),
        ({"input": "kramdown"}, "#a\n~~b~~", '<h1 id="a">a</h1>\n<p>~~b~~</p>\n'),
        ({"input": "kramdown"}, "# 1. É a", '<h1 id="a">1. É a</h1>\n'),
        ({"remove_line_breaks_for_cjk": True}, "日本\n語\na", "<p>日本語\na</p>\n"),
        ({"toc_levels": "2..3"}, "* x\n{:toc}\n# A\n## B", None),
    ],
)
def test_options_change_the_page(config, source, html):
    shown = Kramdown(Options.from_config(config)).render(source).html
    if html is None:
        assert '<a href="#b"' in shown
        assert '<a href="#a"' not in shown
    else:
        assert shown == html


def test_notes_are_numbered_as_the_site_wants():
    options = Options.from_config({"footnote_nr": 5, "footnote_prefix": "p-", "footnote_backlink": "&uarr;"})
    shown = Kramdown(options).render("a[^x]\n\n[^x]: b").html
    assert '<sup id="fnref:p-x" role="doc-noteref"><a href="#fn:p-x" class="footnote" rel="footnote">5</a></sup>' in shown
    assert '<ol start="5">' in shown
    assert ">↑</a>" in shown


@pytest.mark.parametrize(
    "config",
    [
        {"footnote_nr": "many"},
        {"footnote_nr": None},
        {"toc_levels": {}},
        {"toc_levels": "x..y"},
        {"smart_quotes": "lsquo"},
        {"typographic_symbols": []},
        {"link_defs": 3},
        {"hard_wrap": None},
        {"gfm_quirks": 3},
        {"syntax_highlighter": "rouge", "input": "GFM", "no such": 1},
    ],
)
def test_unusable_options_keep_their_defaults(config):
    options = Options.from_config(config)
    assert options.footnote_nr == 1
    assert options.toc_levels == (1, 2, 3, 4, 5, 6)
    assert options.smart_quotes == ("‘", "’", "“", "”")
    assert Kramdown(options).render("a[^x]\n\n[^x]: b").html


def test_a_page_may_set_options_for_itself_only():
    kramdown = Kramdown()
    assert kramdown.render('{::options auto_ids="false" /}\n# A').html == "<h1>A</h1>\n"
    assert kramdown.render("# A").html == '<h1 id="a">A</h1>\n'

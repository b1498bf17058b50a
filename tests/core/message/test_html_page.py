"""What an HTML document shows, hides and brings along; and documents that mean harm."""

import pytest

from mailadmin.core.message.html_page import Link, read_page
from mailadmin.core.message.html_tokens import MOST_TOKENS, Cut, Tag, Text, tokens
from mailadmin.core.message.styles import read_color


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a<b>c", [Text("a"), Tag("b", {}), Text("c")]),
        ("</B>", [Tag("b", {}, closing=True)]),
        (
            "<a HREF=x y='z\"' w>",
            [Tag("a", {"href": "x", "y": 'z"', "w": ""})],
        ),
        ("<a b=c b=d>", [Tag("a", {"b": "c"})]),
        ("<a b = c/d>", [Tag("a", {"b": "c/d"})]),
        ('<a b="c"d>', [Tag("a", {"b": "c", "d": ""})]),
        ("<br/>", [Tag("br", {})]),
        ("&lt;&amp;&#65;", [Text("<&A")]),
        ("<a b='&quot;'>", [Tag("a", {"b": '"'})]),
        ("<!-- <a> -->b<!-->c<!--->d", [Text("b"), Text("c"), Text("d")]),
        ("<!doctype html><?xml?></ >a", [Text("a")]),
        ("1 < 2 <", [Text("1 "), Text("<"), Text(" 2 "), Text("<")]),
        (
            "<script>a<b></script x>c",
            [Tag("script", {}), Text("a<b>", "script"), Tag("script", {"x": ""}, True), Text("c")],
        ),
        ("<title>a", [Tag("title", {}), Text("a", "title")]),
        ("a<b", [Text("a"), Cut()]),
        ("a<b c='", [Text("a"), Cut()]),
        ("<!-- a", []),
        ("", []),
    ],
)
def test_tokens(source: str, found: list[Text | Tag | Cut]) -> None:
    assert list(tokens(source)) == found


def test_blocks_are_lines() -> None:
    page = read_page(
        "<html><head><title>T</title><style>p{}</style></head><body><h1>Hello\n you</h1>"
        "<p>Some <b>bold</b>&nbsp;text<br>more<ul><li>one<li>two</ul>"
        "<table><tr><td>a<td>b<tr><td>c</table></body></html>"
    )
    assert page.text == "Hello you\n\nSome bold\xa0text\nmore\n\none\ntwo\n\na b\nc"
    assert "- one\n- two" in page.readable
    assert not page.unclosed
    assert page.complete
    assert not page.cut


@pytest.mark.parametrize(
    ("html", "shown", "hidden"),
    [
        ('<p style="display:none">a</p>b', "b", "a"),
        ('<p style="DISPLAY : None !important">a</p>b', "b", "a"),
        ('<p style="font-size:0px">a<b style="font-size:9pt">c</b></p>b', "c b", "a"),
        ('<p style="visibility:hidden">a<b style="visibility:visible">c</b></p>b', "c b", "a"),
        ('<p style="max-height:0;overflow:hidden">a</p>b', "b", "a"),
        ('<p style="max-height:0">a</p>b', "a b", ""),
        ('<p style="opacity:0">a</p>b', "b", "a"),
        ("<p hidden>a<i>c</i></p>b", "b", "a c"),
        ('<div style="display:none">a<p>c</div>b', "b", "a c"),
        ('<p style="font-size:1px">a</p>b', "a b", ""),
        ('<p style="font-size:">a</p>b', "a b", ""),
        ('<img style="display:none">a', "a", ""),
    ],
)
def test_what_is_hidden(html: str, shown: str, hidden: str) -> None:
    page = read_page(html)
    assert (" ".join(page.text.split()), page.hidden) == (shown, hidden)


@pytest.mark.parametrize(
    ("html", "faded"),
    [
        ('<p style="color:#fff">a</p>', "a"),
        ("<font color=white>a</font>", "a"),
        ('<p style="color:#fefefe">a</p>', "a"),
        ('<p style="color:rgb(255, 255, 255)">a</p>', "a"),
        ('<td bgcolor="#000000"><p style="color:#fff">a</p></td>', ""),
        ('<td style="background:#222"><p style="color:#fff">a</p></td>', ""),
        ('<td style="background:url(x)"><p style="color:#fff">a</p></td>', ""),
        ('<td background="x.png"><p style="color:#fff">a</p></td>', ""),
        ('<style>.d{background:#000}</style><p class=d style="color:#fff">a</p>', ""),
        ('<p class=d style="color:#fff">a</p>', "a"),
        ('<p style="color:#fff"><b style="color:red">a</b></p>', ""),
        ('<p style="background:#000">a</p>', "a"),
        ('<p style="background:#000;color:silver">a</p>', ""),
    ],
)
def test_what_has_the_colour_of_its_background(html: str, faded: str) -> None:
    assert read_page(html).faded == faded


def test_links_and_what_else_is_there() -> None:
    page = read_page(
        '<a href="https://x.example/a"><b>Our</b> page</a> <a name=x>anchor</a>'
        '<a href="mailto:a@b.example">a@b.example</a>'
        "<a href=http://y.example><img src=z alt=Pic></a>"
        '<img src="https://e.example/x.png" alt="Sun"><img src="//e.example/dot" width=1>'
        "<form><input onfocus=x></form><script>a</script><iframe src=x></iframe>"
        '<script type="application/ld+json">{}</script>'
    )
    assert page.links == (
        Link("https://x.example/a", "Our page"),
        Link("mailto:a@b.example", "a@b.example"),
        Link("http://y.example", ""),
    )
    assert (page.images, page.remote_images, page.forms, page.scripts) == (2, 1, 1, 2)
    assert page.embedded == ("iframe",)
    assert "Our page <https://x.example/a>" in page.readable
    assert "[Pic] <http://y.example>" in page.readable
    assert "<mailto:" not in page.readable


@pytest.mark.parametrize(
    ("html", "unclosed"),
    [
        ("<p>a<li>b", ()),
        ("<div><b>a</div>", ("b",)),
        ("<table><tr><td>a", ("table",)),
        ("a</b></div>", ()),
    ],
)
def test_elements_that_are_never_closed(html: str, unclosed: tuple[str, ...]) -> None:
    assert read_page(html).unclosed == unclosed


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("#FFF", (255, 255, 255)),
        ("0a0b0c", (10, 11, 12)),
        ("rgba(1,2,3,0)", (1, 2, 3)),
        ("white", (255, 255, 255)),
        ("#ffff", None),
        ("rebeccapurple", None),
        ("", None),
    ],
)
def test_colours(text: str, color: tuple[int, int, int] | None) -> None:
    assert read_color(text) == color


BIG = 5_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "<!--", "<b>", "<a ", "<a<", "<![CDATA[", "<!", "&#", '<a b="', "<", "<div>", "<script>",
        '<b style="font-size:0;color:red">', "<a href=x>y", "<li>", "<table><tr>", "&#9", "</div>",
        "<a b='x\">", "<title></title>", "<p style='a:b;", "\0", "&#99999999999;",
    ],
)  # fmt: skip
def test_documents_without_end_are_read_at_once(piece: str) -> None:
    """Each took another parser minutes: here the test's own time limit would notice."""
    page = read_page(piece * (BIG // len(piece)))
    assert not page.complete


def test_a_number_of_thousands_of_digits_is_no_letter() -> None:
    assert read_page(f"a&#{'9' * 5000};b").text.startswith("a&#999")


def test_tokens_are_counted() -> None:
    found = list(tokens("<b>" * (MOST_TOKENS + 5)))
    assert found[-1] == Cut(too_long=True)
    assert len(found) == MOST_TOKENS + 1

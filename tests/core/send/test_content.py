"""The text of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.send.content import clean_html, plain_text, with_crlf


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Hello <b>you</b></p>", "Hello **you**\n"),
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree\n"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two\n"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two\n"),
        ('<a href="https://example.com/">our page</a>', "our page <https://example.com/>\n"),
        ('<a href="mailto:a@x.test">a@x.test</a>', "a@x.test\n"),
        ('<a href="https://x.test">https://x.test</a>', "https://x.test\n"),
        ("<p>a_b * 2 &lt; 3 &amp; # 4</p>", "a_b * 2 < 3 & # 4\n"),
        ("<p>Bye</p><p>-- <br>Anna</p>", "Bye\n\n-- \nAnna\n"),
        ('<img src="https://x.test/i.png" alt="our logo">', "[our logo]\n"),
        ('<img src="https://x.test/i.png">', "\n"),
        ("<style>p { color: red }</style><script>alert(1)</script><p>Text</p>", "Text\n"),
        ("", "\n"),
    ],
)
def test_plain_text_says_what_the_html_says(source: str, text: str) -> None:
    assert plain_text(source) == text


def test_ten_thousand_nested_elements_still_give_their_text() -> None:
    deep = "<div>" * 10_000 + "Hello &amp; goodbye" + "</div>" * 10_000
    assert plain_text(deep).strip() == "Hello & goodbye"


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="https://x.test"></iframe>',
        '<form action="https://x.test"><input name="a"></form>',
        '<p style="background: url(https://x.test/spy.png)">x</p>',
        '<p style="position: fixed; top: 0">x</p>',
        '<link rel="stylesheet" href="https://x.test/a.css">',
        '<meta http-equiv="refresh" content="0;url=https://x.test">',
        '<object data="https://x.test"></object>',
        "<svg onload=alert(1)></svg>",
    ],
)
def test_harm_is_taken_out_of_html(harm: str) -> None:
    cleaned = clean_html(f"<p>before</p>{harm}<p>after</p>")
    assert "before" in cleaned and "after" in cleaned
    for word in ("script", "onerror", "onload", "iframe", "<form", "<input", "url(", "position",
                 "stylesheet", "http-equiv", "<object", "<svg"):  # fmt: skip
        assert word not in cleaned


def test_what_formats_a_text_stays() -> None:
    source = (
        '<p align="center"><span style="font-weight:700;color:#ff0000">Big</span> '
        '<a href="https://x.test/">here</a></p><table><tr><td>1</td></tr></table>'
    )
    cleaned = clean_html(source)
    for kept in ("font-weight:700", "color:#ff0000", 'align="center"', 'href="https://x.test/"'):
        assert kept in cleaned
    assert "<td>1</td>" in cleaned


@given(st.text(alphabet="ab\r\n\x00\x07\ud800", max_size=30))
def test_every_line_ends_with_crlf_and_nothing_else_is_lost(text: str) -> None:
    made = with_crlf(text)
    assert "\r" not in made.replace("\r\n", "") and "\n" not in made.replace("\r\n", "")
    assert [c for c in made if c in "ab"] == [c for c in text if c in "ab"]
    made.encode()

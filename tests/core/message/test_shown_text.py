"""The text of a message as a window shows it."""

import pytest

from mailadmin.core.message.shown_text import LONGEST, text_of_message

HTML = b"Content-Type: text/html; charset=utf-8\r\n\r\n"
BOTH = (
    b"Content-Type: multipart/alternative; boundary=x\r\n\r\n"
    b"--x\r\n\r\n%s\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--x--\r\n"
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Subject: x\r\n\r\nHello\r\n\r\nyou  \r\n", "Hello\n\nyou"),
        (BOTH % b"plain", "plain"),
        (BOTH % b" ", "rich"),
        (
            HTML + b'<h1>A</h1><p>b <a href="https://c.example/">d</a>',
            "A\n\nb d <https://c.example/>",
        ),
        (HTML + b"<script>x</script><style>y</style><p hidden>z</p>a", "a"),
        (HTML + b'<img src="http://x.example/a.png" alt="Sun">', "[Sun]"),
        (b"\r\na\x1b[31mb\x00c\x7f\xc2\x9bd\r\n", "a[31mbcd"),
        (b"\r\na\xe2\x80\xaeb\xe2\x80\xa8c", "abc"),
        (b"\r\n\ta\rb", "\ta\nb"),
        (b"Subject: x\r\n", ""),
        (b"Content-Type: image/png\r\n\r\nabc", ""),
        (
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
            b"\r\nw7w=",
            "\u00fc",
        ),
    ],
)
def test_text(raw: bytes, text: str) -> None:
    assert text_of_message(raw) == text


def test_it_has_an_end() -> None:
    assert len(text_of_message(b"Subject: x\r\n\r\n" + b"a" * 3_000_000)) == LONGEST

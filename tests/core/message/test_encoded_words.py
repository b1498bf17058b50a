"""Encoded words: what they say, and what of it a screen may show."""

import pytest

from mailadmin.core.message.charsets import text_in
from mailadmin.core.message.encoded_words import decode, literal

CASES = [
    ("Lunch", "Lunch"),
    ("=?utf-8?q?Caf=C3=A9?=", "Café"),
    ("=?UTF-8?B?Q2Fmw6k=?=", "Café"),
    ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
    ("=?utf-8?q?a?=\r\n =?utf-8?q?_b?=", "a b"),
    ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
    ("=?utf-8?q?a?==?utf-8?q?b?=", "ab"),
    ("=?utf-8?q?Caf=C3?= =?utf-8?q?=A9?=", "Café"),  # cut within a letter
    ("=?utf-8?q?=C3=A9_Caf=C3?=", "é Caf\N{REPLACEMENT CHARACTER}"),
    ("=?gb2312?b?xOPW?=", "你\N{REPLACEMENT CHARACTER}"),
    ("=?utf-8?q?=C3=A9?= =?iso-8859-1?q?=E9?=", "éé"),
    ("=?utf-8*de?q?gr=C3=BCn?=", "grün"),  # RFC 2231 section 5
    ("(=?utf-8?q?a?=)", "(a)"),
    ('"=?utf-8?q?a?=" <a@b.test>', '"a" <a@b.test>'),
    ("=?utf-8?q?who??=", "who?"),
    ("=?utf-8?q?a b?=", "a b"),
    ("=?utf-8?q?cut", "=?utf-8?q?cut"),
    ("=?utf-8?q?cut =?utf-8?q?whole?=", "=?utf-8?q?cut whole"),
    ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
    ("=?utf-8?b?YWJj?= ", "abc"),
    ("=?utf-8?b?YW Jj!?=", "abc"),
    ("=?utf-8?b?YWI?=", "ab"),
    ("=?utf-8?b?Y?=", ""),
    ("=?utf-8?q??=", ""),
    ("=?iso-8859-1?q?=80_=93x=94?=", "€ “x”"),
    ("=?gb2312?b?gTCJOA==?=", bytes.fromhex("81308938").decode("gb18030")),
    ("=?us-ascii?q?Caf=C3=A9?=", "CafÃ©"),
    ("=?no-such?q?Caf=C3=A9?=", "Café"),
    ("=?no-such?q?Caf=E9?=", "Café"),
    ("=?utf-8?q?Caf=E9?=", "Café"),
    ("=?shift_jis?b?k/qWew==?=", "日本"),
    ("=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=", "日本"),
    ("=?ks_c_5601-1987?b?x9GxuQ==?=", "한국"),
]


@pytest.mark.parametrize(("text", "said"), CASES)
def test_what_words_say(text: str, said: str) -> None:
    assert decode(text) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\n b\tc", "a b c"),
        ("=?utf-8?q?a=0D=0ABcc:_b?=", "a Bcc: b"),
        ("=?utf-8?q?a=00b=07=1B[31m?=", "ab[31m"),
        ("=?utf-8?q?=E2=80=AEfdp.exe?=", "fdp.exe"),
        ("a\u2066b\u2069\u200b\ufeff\u00adc", "abc"),
        ("a\u2028b\u2029c\u0085d", "a b c d"),
        ("\udcff", "\N{REPLACEMENT CHARACTER}"),
        ("نامه\u200cای", "نامه\u200cای"),
        ("👩\u200d🚀 x", "👩\u200d🚀 x"),
    ],
)
def test_what_is_shown_is_one_line_that_can_draw_nothing(text: str, shown: str) -> None:
    assert decode(text) == shown


def test_literally_nothing_is_left_out() -> None:
    assert literal("=?utf-8?q?=00=0A=41?=x\r\n y") == "\0\nAx\r\n y"


@pytest.mark.parametrize(
    "name",
    ["punycode", "idna", "IDNA", "unicode_escape", "undefined", "zip", "rot13", "x" * 1000,
     "\0", "../x", "", " ", "utf-16", "utf-7", "hex"],
)  # fmt: skip
def test_any_name_of_a_charset_gives_text(name: str) -> None:
    assert text_in(b"b" * 200_000, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [("punycode", "bcher-kva"), ("idna", "xn--bcher-kva"), ("unicode_escape", r"\u0041"),
     ("raw-unicode-escape", r"\u0041")],
)  # fmt: skip
def test_codecs_that_are_no_charsets_are_not_used(name: str, text: str) -> None:
    """The first takes minutes for a long text."""
    assert text_in(text.encode(), name) == text


@pytest.mark.parametrize(
    "text",
    ["=?a?q?" * 20_000, "=?a?q? " * 20_000 + "?=", "=?" * 50_000, "=?" + "a" * 100_000,
     "=?utf-8?q?=41?=" * 10_000, "=?utf-8?b?" + "=" * 90_000 + "?=", "=?a*" + "*" * 90_000,
     " " * 100_000, "=?utf-8?q?a?= " * 8_000, "=?\n" * 30_000],
)  # fmt: skip
def test_hostile_words_are_read_in_bounds(text: str) -> None:
    assert len(decode(text)) <= 100_000

"""What is in each form of a report, and that nobody's words get out of their place."""

import io
import itertools
import json
import re

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from mailadmin.core.report.as_json import SCRIPT, decode, encode
from mailadmin.core.report.as_pdf import pdf_of
from mailadmin.core.report.file import Form
from mailadmin.core.report.saving import render
from mailadmin.core.report.words import LONGEST, told
from tests.core.report.samples import HOSTILE, NOW, a_test, report

SEEN = (
    "Anna Berg",
    "smtp.example.com:465",
    "relay.example.net:587",
    "imap.example.com:993",
    "anna@gmail.example",
    "help@example.org",
    "Connection test of the mail server",
    "535",
    "auth-bad-credentials",
    "What to do (",
    "2 of 3 recipients have it",
    "<1@example.com>",
)


def shown(form: Form, *replies: str, transcript: tuple[str, ...] = ()) -> str:
    """What a person reads in a report whose server has said this."""
    data = render(report(a_test(*replies, transcript=transcript)), form).data
    if form is Form.HTML:
        page = BeautifulSoup(data, "html.parser")
        for script in page.find_all(["script", "style"]):
            script.extract()
        return page.get_text(" ")
    return text_of_pdf(data) if form is Form.PDF else data.decode()


def text_of_pdf(data: bytes) -> str:
    """What a viewer lets its user select."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("form", [Form.HTML, Form.TEXT, Form.PDF])
def test_a_person_reads_everything_that_support_asks_for(form: Form) -> None:
    text = " ".join(shown(form, "Not accepted", transcript=("1.0 S: 220 hi",)).split())
    assert [one for one in (*SEEN, "220 hi", "Not accepted") if one not in text] == []


def test_json_has_findings_and_result_as_the_contract_says() -> None:
    data = json.loads(encode(report(a_test("Not accepted"))))
    (test,) = data["tests"]
    assert (data["format"], data["version"]) == ("mailadmin-report", 1)
    assert test["findings"][0]["check"] == "smtp.auth"
    assert test["findings"][0]["evidence"][0]["text"] == "Not accepted"
    assert test["result"]["fix"]["who"] == "you"
    assert data["account"]["mail_server"]["sign_in"] == "password"


def test_no_fingerprint_and_no_id_that_names_a_secret_is_in_it() -> None:
    text = encode(report(a_test("x")))
    assert "ab" * 32 not in text
    assert '"anna"' not in text
    assert '"w1"' not in text


@pytest.mark.parametrize("form", Form)
def test_what_is_hostile_stays_where_it_was_put(form: Form) -> None:
    data = render(report(a_test(*HOSTILE, transcript=HOSTILE)), form).data
    if form is Form.PDF:
        assert data.startswith(b"%PDF-")
        assert b"/JavaScript" not in data
        assert b"/URI" not in data
        return
    text = data.decode()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\x00" not in text
    if form is Form.HTML:
        page = BeautifulSoup(data, "html.parser")
        scripts = page.find_all("script")
        assert [one["type"] for one in scripts] == ["application/json"]
        assert page.find_all(["img", "iframe", "object", "link", "form", "a"]) == []
        assert "<img" in page.get_text()
        text = scripts[0].get_text()
    if form is not Form.TEXT:
        evidence = json.loads(text)["tests"][0]["findings"][0]["evidence"]
        assert [one["text"] for one in evidence] == list(HOSTILE)
        assert decode(data).tests[0].kept is not None


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = BeautifulSoup(render(report(a_test("x")), Form.HTML).data, "html.parser")
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert str(policy["content"]).startswith("default-src 'none'")
    assert page.find_all(src=True) == page.find_all(href=True) == []
    assert [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")] == []
    styles = "".join(style.get_text() for style in page.find_all("style"))
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_page_is_made_for_screen_readers_and_both_kinds_of_light() -> None:
    page = BeautifulSoup(render(report(a_test("x")), Form.HTML).data, "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert len(page.find_all("h1")) == len(page.find_all("main")) == 1
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    assert all(later <= before + 1 for before, later in itertools.pairwise(levels))
    names = {tag["aria-labelledby"] for tag in page.find_all(attrs={"aria-labelledby": True})}
    assert names == {tag["id"] for tag in page.find_all(re.compile("^h"), id=True)}
    for state in page.find_all(class_="state"):
        words = [part for part in state.get_text(" ").split() if part.isalpha()]
        assert words, "a state is a word, not only a colour and a mark"
    assert "prefers-color-scheme: dark" in str(page)
    assert page.find("meta", attrs={"name": "viewport"})


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_colours_of_the_page_can_be_read(name: str) -> None:
    page = render(report(), Form.HTML).data.decode()
    blocks = re.findall(r":root \{(.*?)\}", page, re.DOTALL)
    block = blocks[0] if name == "light" else blocks[1]
    colours = dict(re.findall(r"--(\w+): (#\w+);", block))
    for ground in ("ground", "card"):
        for text in ("text", "quiet", "ok", "warning", "failed", "info"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio."""
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_page_whose_json_could_end_its_block_is_never_made() -> None:
    from mailadmin.core.report.as_html import page_of

    with pytest.raises(ValueError, match="end the block"):
        page_of(told(report()), '{"x": "</script>"}')


def test_the_page_has_the_block_that_is_looked_for() -> None:
    assert render(report(), Form.HTML).data.count(SCRIPT.encode()) == 1


def test_a_pdf_has_an_outline_and_its_text_can_be_selected() -> None:
    data = pdf_of(told(report(a_test("Not accepted"))), NOW)
    titles = str(PdfReader(io.BytesIO(data)).outline)
    assert "The newest tests" in titles
    assert "Connection test of the mail server" in titles
    assert "Not accepted" in text_of_pdf(data)


@pytest.mark.parametrize("text", ["中文 🙂", "x" * 3000, "\x01\u200b\ufeff"])
def test_a_letter_without_a_glyph_and_a_word_without_an_end_are_no_trouble(text: str) -> None:
    assert pdf_of(told(report(a_test(text, transcript=(text,)))), NOW).startswith(b"%PDF-")


def test_the_words_of_a_test_are_bounded_and_say_so() -> None:
    lines = tuple("S: " + "y" * 1000 for _ in range(2000))
    (test,) = told(report(a_test("x", transcript=lines))).tests
    assert sum(map(len, test.transcript)) < LONGEST + 3000
    assert "more lines" in test.transcript[-1]
    assert test.remarks


def test_nothing_tested_yet_is_a_report_too() -> None:
    text = render(report(), Form.TEXT).data.decode()
    assert "Nothing was tested with this account yet" in text
    assert "smtp.example.com:465" in text

"""What is remarked about a message, and what is not."""

import base64
import io
import zipfile

import pytest

from mailadmin.core.finding import Params
from mailadmin.core.message.content import What, look_at
from mailadmin.core.message.content.domains import same_owner
from mailadmin.core.message.content.letters import hidden_letters, mixed_words
from mailadmin.core.message.content.links import Target, promised_host, read_target
from mailadmin.core.message.content.sender import mailboxes
from mailadmin.core.message.content.tables import file_types, link_services, stands_in, weight_of

PLAIN = "Hello Anna,\r\n\r\nthe meeting is on Monday.\r\n"
FIELDS = {
    "Received": "from a by b; Fri, 27 Nov 2026 10:00:05 +0000",
    "Date": "Fri, 27 Nov 2026 10:00:00 +0000",
    "From": "Bert <bert@example.com>",
    "To": "anna@example.org",
    "Subject": "The meeting",
    "Message-ID": "<1@example.com>",
}
WORDS = " ".join(f"word{number}" for number in range(60))


def message(body: str | bytes = PLAIN, *, kind: str = "", **fields: str | None) -> bytes:
    """A good message, with some fields others (None: not there) and ``_`` for a hyphen."""
    changed = {name.replace("_", "-"): value for name, value in fields.items()}
    both = {**FIELDS, **({"Content-Type": kind} if kind else {}), **changed}
    head = "".join(f"{name}: {value}\r\n" for name, value in both.items() if value is not None)
    body = body.encode() if isinstance(body, str) else body
    return head.encode("utf-8", "surrogateescape") + b"\r\n" + body


def html(source: str, plain: str | None = WORDS, **fields: str | None) -> bytes:
    """A message of an HTML text, and of a plain one beside it."""
    if plain is None:
        return message(source, kind="text/html; charset=utf-8", **fields)
    body = (
        f"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{plain}\r\n"
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{source}\r\n--x--\r\n"
    )
    return message(body, kind="multipart/alternative; boundary=x", **fields)


def attached(name: str, data: bytes = b"text", kind: str = "application/octet-stream") -> bytes:
    body = (
        f"--x\r\n\r\n{PLAIN}\r\n--x\r\nContent-Type: {kind}\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{base64.encodebytes(data).decode()}\r\n--x--\r\n"
    ).replace("\r\n", "\n")
    return message(body.replace("\n", "\r\n"), kind="multipart/mixed; boundary=x")


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x" * 40)
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(zipped("a.txt"))
    data[6] |= 1
    return bytes(data)


def remarked(raw: bytes) -> list[What]:
    return [remark.what for remark in look_at(raw).remarks]


def params(raw: bytes, what: What) -> Params:
    (found,) = (remark.params for remark in look_at(raw).remarks if remark.what is what)
    return found


GOOD = [
    message(),
    message(Subject="=?utf-8?B?R3LDvMOfZSBhdXMgTcO8bmNoZW4=?="),
    message(Subject="Re: The meeting", References="<0@example.org>"),
    message(Subject="NATO"),
    message(Subject="Really? Yes!"),
    message(Subject="=?utf-8?B?8J+RqOKAjfCfkanigI3wn5Gn?= at home"),
    message(Subject="=?utf-8?B?16nXnNeV150g4oCP?="),
    message(Reply_To="office@mail.example.com"),
    message(Reply_To="list@lists.example.org", List_Post="<mailto:list@lists.example.org>"),
    message(From='"bert@example.com" <bert@example.com>'),
    message(From='"Berg, Bert" <bert@example.com>'),
    message(Date="Fri, 27 Nov 2026 12:30:00 +0000"),
    message(Date="Mon, 1 Jan 2001 00:00:00 +0000", Received=None),
    message(
        List_Id="<news.example.com>",
        List_Unsubscribe="<https://example.com/u>, <mailto:u@example.com>",
        List_Unsubscribe_Post="List-Unsubscribe=One-Click",
    ),
    message(Precedence="bulk", Auto_Submitted="auto-replied"),
    message(List_Id="<l.example.com>", List_Post="<mailto:l@example.com>"),
    html(f"<html><body><p>{WORDS}</p></body></html>"),
    html(f'<p style="display:none">A short line for the list</p><p>{WORDS}</p>'),
    html(f'<p>{WORDS} <a href="https://www.example.com/x">example.com</a></p>'),
    html(f'<p>{WORDS} <a href="https://example.com/x">Invoice.pdf</a></p>'),
    html(f'<p>{WORDS} <a href="mailto:a@b.example">a@b.example</a></p>'),
    html(f'<p>{WORDS} <a href="https://xn--mnchen-3ya.example/">page</a></p>'),
    html(f'<p>{WORDS} <a href="https://xn--80aesfpebagmfblc0a.xn--p1ai/">page</a></p>'),
    html(
        f'<p>{WORDS} <a href="https://eur01.safelinks.protection.outlook.com/?url=x">'
        "www.example.com</a></p>"
    ),
    html(f"<p>{WORDS}</p><img src=cid:1>"),
    attached("report.pdf", b"%PDF-1.7", "application/pdf"),
    attached("report.docx", zipped("word/document.xml")),
    attached("photo.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
    attached("files.zip", zipped("a.txt", "b.pdf"), "application/zip"),
    attached("old.doc", b"{\\rtf1"),
    attached("old.rtf", b"{\\rtf1", "application/msword"),
    message("--x\r\n\r\na\r\n--x--\r\n", kind="multipart/report; boundary=x", Precedence="bulk"),
    message(PLAIN.replace("\r\n", "\n")).replace(b"\r\n", b"\n"),
    message(b"Gr\xc3\xbc\xc3\x9fe\r\n", kind="text/plain; charset=utf-8"),
    message(b"Gr\xfc\xdfe\r\n", kind="text/plain; charset=iso-8859-1"),
]


@pytest.mark.parametrize("number", range(len(GOOD)))
def test_good_messages_are_left_alone(number: int) -> None:
    assert remarked(GOOD[number]) == []


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (message(From=None), What.NO_SENDER),
        (message(From="Bert"), What.NO_SENDER),
        (message(From="a@b.example, c@d.example"), What.SEVERAL_SENDERS),
        (message(Sender="x@y.example") + b"", None),
        (message(From='"anna@bank.example" <x@other.example>'), What.SENDER_NAME),
        (message(From="=?utf-8?Q?anna=40bank.example?= <x@other.example>"), What.SENDER_NAME),
        (message(From='"anna @ bank.example" <x@other.example>'), What.SENDER_NAME),
        (message(From="anna\uff20bank.example <x@other.example>"), What.SENDER_NAME),
        (message(From="anna\ufe6bbank\u2024example <x@other.example>"), What.SENDER_NAME),
        (message(Reply_To="x@elsewhere.example"), What.REPLY_ELSEWHERE),
        (message(Subject=None), What.NO_SUBJECT),
        (message(Subject="  "), What.NO_SUBJECT),
        (message(Subject="BUY THIS TODAY"), What.SUBJECT_CAPITALS),
        (message(Subject="Buy!!!"), What.SUBJECT_MARKS),
        (message(Subject="RE: the meeting"), What.FAKE_REPLY),
        (message(Subject="Fwd: the meeting"), What.FAKE_REPLY),
        (message(Subject="word " * 40), What.SUBJECT_LONG),
        (message(Subject="=?utf-8?B?UGF54oCLUGFs?="), What.HIDDEN_IN_SUBJECT),
        (message(From="=?utf-8?B?UGF54oCLUGFs?= <a@b.example>"), What.HIDDEN_IN_SENDER),
        (message(Subject="=?utf-8?B?UNCweXBhbA==?="), What.MIXED_IN_SUBJECT),
        (message(From="=?utf-8?B?UNCweXBhbA==?= <a@b.example>"), What.MIXED_IN_SENDER),
        (message(Subject="Gr\u00fc\u00dfe"), What.NOT_ENCODED),
        (message(To="Gr\udcfc <a@b.example>"), What.NOT_ENCODED),
        (message(Date=None), What.NO_DATE),
        (message(Date="yesterday"), What.DATE_UNREADABLE),
        (message(Date="Fri, 27 Nov 2026 18:00:00 +0000"), What.DATE_FUTURE),
        (message(Date="Fri, 20 Nov 2026 10:00:00 +0000"), What.DATE_OLD),
        (message(Message_ID=None), What.NO_MESSAGE_ID),
        (message(Message_ID="12345"), What.MESSAGE_ID),
        (b"Subject: twice\r\n" + message(), What.DOUBLED_FIELD),
        (b"From: c@d.example\r\n" + message(), What.SEVERAL_SENDERS),
        (message(List_Id="<n.example.com>"), What.NO_UNSUBSCRIBE),
        (message(Precedence="bulk"), What.NO_UNSUBSCRIBE),
        (message(List_Unsubscribe="<https://example.com/u>"), What.NO_ONE_CLICK),
        (
            message(
                List_Unsubscribe="<mailto:u@example.com>",
                List_Unsubscribe_Post="List-Unsubscribe=One-Click",
            ),
            What.NO_ONE_CLICK,
        ),
        (message(" \r\n"), What.EMPTY),
        (html("<p> </p>", None), What.EMPTY),
        (html('<img src="https://e.example/x.png"><p>Buy now</p>', "Buy now"), What.IMAGES_ONLY),
        (html(f"<p>{WORDS}</p>", None), What.NO_PLAIN_TEXT),
        (html(f"<p>{WORDS}</p>", "Your program can't show this"), What.TEXT_DIFFERS),
        (html(f"<p>{WORDS}</p><script>x</script>"), What.SCRIPT),
        (html(f"<p onclick=x>{WORDS}</p>"), What.SCRIPT),
        (html(f"<p>{WORDS}</p><form></form>"), What.FORM),
        (html(f"<p>{WORDS}</p><iframe></iframe>"), What.EMBEDDED),
        (html(f'<p>{WORDS}</p><p style="display:none">{"hidden " * 60}</p>'), What.HIDDEN_TEXT),
        (html(f'<p>{WORDS}</p><p style="color:#fff">{"faded " * 10}</p>'), What.FADED_TEXT),
        (html(f"<p>{WORDS}</p>" + "<i></i>\r\n" * 12_000), What.HTML_CLIPPED),
        (html(f"<p>{WORDS}</p>" + "<img src=http://e.example/x>" * 16), What.MANY_IMAGES),
        (html(f"<p>{WORDS}</p><div>"), What.HTML_BROKEN),
        (html(f"<p>{WORDS}</p><a href='"), What.HTML_CUT),
        (html(f"<p>{WORDS}</p>" + "p\u200ba" * 5), What.HIDDEN_IN_TEXT),
        (html(f"<p>{WORDS}</p>" + "p\u0430y " * 5), What.MIXED_IN_TEXT),
        (message(PLAIN, kind="text/plain; charset=no-such"), What.CHARSET_UNKNOWN),
        (message(b"Gr\xfc\xdfe", kind="text/plain; charset=utf-8"), What.CHARSET_WRONG),
        (message(b"Gr\xfc\xdfe"), What.CHARSET_MISSING),
        (message("x" * 999), What.LONG_LINES),
        (message("x" * 999 + "\r\n"), What.LONG_LINES),
        (message("a\r\n" * 3000 + "x" * 5000 + "\r\n"), What.LONG_LINES),
        (message(("x" * 998 + "\r\n") * 3), None),
        (message("x" * 998), None),
        (message(("x" * 76 + "\n") * 1000).replace(b"\r\n", b"\n"), None),
        (message(("x" * 999 + "\n") * 2).replace(b"\r\n", b"\n"), What.LONG_LINES),
        (message("a\nb\r\n"), What.BARE_LINE_ENDS),
        (message("a\rb\r\n"), What.BARE_LINE_ENDS),
        (message("nothing", kind="multipart/mixed; boundary=b"), What.PARTS_MISSING),
        (message("nothing", kind="multipart/mixed"), What.PARTS_MISSING),
        (
            message("--b\r\n\r\na\r\n" * 1500, kind="multipart/mixed; boundary=b"),
            What.PARTS_MANY,
        ),
        (attached("setup.exe"), What.ATTACHMENT_REFUSED),
        (attached("setup.exe. "), What.ATTACHMENT_REFUSED),
        (attached("disk.iso"), What.ATTACHMENT_REFUSED),
        (attached("invoice.pdf.exe"), What.ATTACHMENT_DISGUISED),
        (attached("invoice.pdf      .scr"), What.ATTACHMENT_DISGUISED),
        (attached("invoice.pdf", b"MZ\x90"), What.ATTACHMENT_DISGUISED),
        (attached("sheet.xlsm", zipped("xl/vbaProject.bin")), What.ATTACHMENT_MACROS),
        (attached("sign-in.html", b"<html>"), What.ATTACHMENT_PAGE),
        (attached("photo.jpg", b"%PDF-1.7"), What.ATTACHMENT_TYPE),
        (attached("photo.jpg", b"", "application/pdf"), What.ATTACHMENT_TYPE),
        (attached("a.zip", zipped("readme.txt", "run.js")), What.ATTACHMENT_INSIDE),
        (attached("a.zip", locked()), What.ATTACHMENT_LOCKED),
    ],
)
def test_each_thing_is_remarked(raw: bytes, what: What | None) -> None:
    assert remarked(raw) == ([] if what is None else [what])


@pytest.mark.parametrize(
    ("link", "text", "what"),
    [
        ("http://192.0.2.1/x", "here", What.LINK_NUMBER),
        ("http://[2001:db8::1]/", "here", What.LINK_NUMBER),
        ("http://3221225985/", "here", What.LINK_NUMBER),
        ("http://0xc0.0.2.1/", "here", What.LINK_NUMBER),
        ("https://bit.ly/x", "here", What.LINK_SHORT),
        ("https://www.bank.example@evil.example/", "here", What.LINK_USER),
        ("https:\\\\www.bank.example\\@evil.example/", "here", None),
        ("https://evil.example/", "https://www.bank.example/login", What.LINK_ELSEWHERE),
        ("https://evil.example/", "bank.example", What.LINK_ELSEWHERE),
        ("https://evil.example/", "Sign in at www.bank.example now", What.LINK_ELSEWHERE),
        ("https://evil.example/", "anna@bank.example", None),
        ("https://evil.example/", "Read more", None),
        ("https://xn--pypal-4ve.com/", "here", What.LINK_LOOK_ALIKE),
        ("https://xn--e1awd7f.com/", "here", What.LINK_LOOK_ALIKE),
        ("https://p\u0430ypal.com/", "here", What.LINK_LOOK_ALIKE),
        ("javascript:alert(1)", "here", What.LINK_PROGRAM),
        ("java\tscript:alert(1)", "here", What.LINK_PROGRAM),
        ("data:text/html,x", "here", What.LINK_PROGRAM),
        ("file://server/x", "here", What.LINK_PROGRAM),
        ("#top", "here", None),
        ("", "here", None),
        ("http://[", "here", None),
        ("http://xn--99999999/", "here", None),
    ],
)
def test_links(link: str, text: str, what: What | None) -> None:
    raw = html(f'<p>{WORDS} <a href="{link}">{text}</a></p>')
    assert remarked(raw) == ([] if what is None else [what])


def test_links_in_plain_text_count_too() -> None:
    assert remarked(message("See http://192.0.2.1/x\r\n")) == [What.LINK_NUMBER]
    assert look_at(message("See https://example.com/x\r\n")).links == 1


def test_the_first_of_a_kind_stands_for_all() -> None:
    raw = html(f"<p>{WORDS}<a href=http://192.0.2.1/>a</a><a href=http://192.0.2.2/>b</a></p>")
    assert params(raw, What.LINK_NUMBER)["target"] == "192.0.2.1"
    assert params(raw, What.LINK_NUMBER)["count"] == 2
    raw = html(f"<p>{WORDS}<a href=http://192.0.2.1/>a</a></p>")
    assert "count" not in params(raw, What.LINK_NUMBER)


@pytest.mark.parametrize(
    ("megabytes", "limit"), [(9.5, None), (10.5, 10), (20.5, 20), (24.5, 20), (25.5, 25)]
)
def test_sizes(megabytes: float, limit: int | None) -> None:
    raw = message("x\r\n" * int(megabytes * 1024 * 1024 / 3))
    assert remarked(raw) == ([] if limit is None else [What.TOO_BIG])
    if limit is not None:
        assert params(raw, What.TOO_BIG)["limit"] == limit


def test_a_header_alone_has_no_body_to_speak_of() -> None:
    head = message().partition(b"\r\n\r\n")[0] + b"\r\n"
    facts = look_at(head)
    assert (facts.has_body, facts.remarks) == (False, ())
    several = message("", kind="multipart/mixed; boundary=x")
    assert not look_at(several).has_body


def test_messages_that_are_sent_along_are_not_looked_at() -> None:
    inner = html("<script>x</script>").decode()
    body = f"--y\r\n\r\n{PLAIN}\r\n--y\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--y--\r\n"
    assert remarked(message(body, kind="multipart/mixed; boundary=y")) == []


def test_the_heaviest_comes_first() -> None:
    raw = html(f'<a href="https://bit.ly/">x</a><form></form>{WORDS}', Subject="A!!!", From="a")
    found = remarked(raw)
    assert found == sorted(found, key=list(What).index)
    assert found[0] is What.NO_SENDER


def test_what_a_stranger_wrote_is_short_and_on_one_line() -> None:
    subject = "=?utf-8?B?" + base64.b64encode(b"A\r\nBcc: x\x1b[31m!!!" * 50).decode() + "?="
    found = params(message(Subject=subject), What.SUBJECT_MARKS)
    assert len(str(found["subject"])) <= 80
    assert str(found["subject"]).isprintable()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <b@c.example>", [("a", "b@c.example")]),
        ('"a, b" <c@d.example>, e@f.example', [("a, b", "c@d.example"), ("", "e@f.example")]),
        ("e@f.example (comment)", [("", "e@f.example")]),
        ("nobody", []),
        ("<" * 1000, []),
    ],
)
def test_mailboxes(text: str, found: list[tuple[str, str]]) -> None:
    assert [(box.name, box.address) for box in mailboxes(text)] == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("www.example.com", "mail.example.com", True),
        ("example.com", "example.org", False),
        ("a.co.uk", "b.co.uk", False),
        ("x.a.co.uk", "y.a.co.uk", True),
        ("192.0.2.1", "192.9.2.1", False),
        ("EXAMPLE.com.", "example.com", True),
        ("", "", True),
    ],
)
def test_owners(one: str, other: str, same: bool) -> None:
    assert same_owner(one, other) is same


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("HTTPS://User:pw@Example.COM:443/x?y", Target("https", "example.com", "User:pw")),
        ("//example.com", Target("", "example.com")),
        ("http:\\\\example.com\\x", Target("http", "example.com")),
        ("ht\ttp://exam\nple.com", Target("http", "example.com")),
        ("http://ex%61mple.com", Target("http", "example.com")),
        ("http://[2001:db8::1]:80/", Target("http", "[2001:db8::1]")),
        ("mailto:a@b.example", Target("mailto")),
        ("x/y", Target()),
    ],
)
def test_targets(link: str, target: Target) -> None:
    assert read_target(link) == target


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.example.com/x", "www.example.com"),
        ("example.com/x", "example.com"),
        ("Example.com", "example.com"),
        ("go to www.example.com", "www.example.com"),
        ("go to example.com", ""),
        ("report.pdf", ""),
        ("a@example.com", ""),
        ("e.g.", ""),
    ],
)
def test_what_the_text_of_a_link_promises(text: str, host: str) -> None:
    assert promised_host(text) == host


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plain", 0),
        ("a\u200bb", 1),
        ("a\u202eb", 1),
        ("a\u200db", 1),
        ("\U0001f468\u200d\U0001f469", 0),
        ("\u05e9\u05dc\u05d5\u05dd\u200f", 0),
        ("abc\u200f", 1),
        ("\u0645\u06cc\u200c\u062e", 0),
    ],
)
def test_hidden_letters(text: str, count: int) -> None:
    assert hidden_letters(text) == count


def test_mixed_words() -> None:
    assert mixed_words("Pay p\u0430ypal \u043f\u0440\u0438\u0432\u0435\u0442 5\u00b5m \u03c0r") == [
        "p\u0430ypal",
        "\u03c0r",
    ]


def test_the_tables_are_whole() -> None:
    assert {types.weight for types in file_types()} == {"refused", "macros", "pages"}
    assert {service.kind for service in link_services()} == {"shortener", "rewriter"}
    endings = [ending for types in file_types() for ending in types.endings]
    hosts = [host for service in link_services() for host in service.hosts]
    for names in (endings, hosts):
        assert len(names) == len(set(names))
        assert all(name == name.lower().strip(".") for name in names)
    for entry in (*file_types(), *link_services()):
        assert entry.sources
        assert entry.checked == "2026-11"
    assert weight_of("EXE") == "refused"
    assert weight_of("pdf") is None
    assert stands_in("x.urldefense.com", "rewriter")
    assert not stands_in("noturldefense.com", "rewriter")

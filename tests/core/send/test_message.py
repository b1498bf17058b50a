"""The message as it leaves: read back by Python's own parser, and byte by byte."""

import email
import email.policy
import os
import re
import sys
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.account import Identity
from mailadmin.core.send.attachments import attach
from mailadmin.core.send.draft import Attachment, Draft
from mailadmin.core.send.errors import MessageError
from mailadmin.core.send.message import Message, build

ANNA = Identity(address="anna@example.com", name="Anna Berg")


def made(identity: Identity = ANNA, **fields: object) -> Message:
    fields.setdefault("to", ("bert@example.com",))
    return build(Draft(**fields), identity)  # type: ignore[arg-type]


def read(message: Message) -> EmailMessage:
    found = email.message_from_bytes(message.data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    assert not [defect for part in found.walk() for defect in part.defects]
    return found


def text_of(part: EmailMessage) -> str:
    """The text of a part, without the line end that separates it from what follows."""
    return str(part.get_content()).replace("\r\n", "\n").rstrip("\n")


def obeys_the_standards(message: Message) -> None:
    """What every server may ask for: 7 bit, CRLF, no long line, one of each field."""
    data = message.data
    assert data.endswith(b"\r\n")
    assert b"\r" not in data.replace(b"\r\n", b"") and b"\n" not in data.replace(b"\r\n", b"")
    assert b"\x00" not in data
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert message.header.endswith(b"\r\n\r\n")
    if not message.needs_smtputf8:
        assert data.isascii()
    names = re.findall(rb"^([A-Za-z-]+):", message.header, re.MULTILINE)
    assert len(names) == len(set(names))


def test_a_simple_message_has_every_field_it_needs() -> None:
    message = made(subject="Hello", text="How are you?")
    obeys_the_standards(message)
    found = read(message)
    assert found["From"] == "Anna Berg <anna@example.com>"
    assert found["To"] == "bert@example.com"
    assert found["Subject"] == "Hello"
    assert found["Message-ID"] == message.message_id
    assert found["Date"].datetime.tzinfo is not None
    assert found["User-Agent"].startswith("mailadmin ")
    assert found["Reply-To"] is None and found["Sender"] is None and found["Bcc"] is None
    assert text_of(found) == "How are you?"
    assert message.sender == "anna@example.com"
    assert message.recipients == ("bert@example.com",)


def test_each_message_has_an_id_of_its_own_at_the_senders_domain() -> None:
    ids = {made(text="x").message_id for _ in range(50)}
    assert len(ids) == 50
    assert all(re.fullmatch(r"<[0-9a-f]{32}@example\.com>", found) for found in ids)


def test_bcc_gets_the_message_and_nobody_sees_it() -> None:
    message = made(cc=("Carl <carl@example.com>",), bcc=("eve@example.com",), text="x")
    assert message.recipients == ("bert@example.com", "carl@example.com", "eve@example.com")
    assert b"eve@example.com" not in message.data
    alone = made(to=(), bcc=("eve@example.com",), text="x")
    assert read(alone)["To"] == "undisclosed-recipients:;"
    assert b"eve@example.com" not in alone.data


def test_who_is_named_twice_gets_it_once() -> None:
    message = made(to=("b@example.com", "B <b@EXAMPLE.com>"), cc=("b@example.com",))
    assert message.recipients == ("b@example.com",)


def test_reply_to_comes_from_the_identity() -> None:
    identity = Identity(address="anna@example.com", reply_to="office@example.com")
    assert read(made(identity, text="x"))["Reply-To"] == "office@example.com"


@pytest.mark.parametrize(
    "name",
    [
        "Berg, Anna", 'Anna "The A" Berg', "Änna Bërg", "Änna, Bërg; <x@y>", "a" * 300,
        "ä" * 300, "漢字 " * 40, "=?utf-8?q?no?=", "Anna (office)", "very long words " * 20 + ",",
    ],
)  # fmt: skip
def test_any_name_stays_one_name_of_one_address(name: str) -> None:
    message = made(Identity(address="anna@example.com", name=name), text="x")
    obeys_the_standards(message)
    assert [box.addr_spec for box in read(message)["From"].addresses] == ["anna@example.com"]
    # Python's parser of phrases keeps the folds between encoded words; its older decoder doesn't.
    phrase = message.header.partition(b"From: ")[2].partition(b"\r\nTo:")[0].decode()
    raw = "".join(phrase.splitlines()).removesuffix("<anna@example.com>").strip()
    shown = str(make_header(decode_header(raw)))
    assert shown.strip('"').replace("\\", "") == name.strip()


@pytest.mark.parametrize(
    "subject",
    ["", "Grüße", "x" * 2000, "wörter " * 200, "=?utf-8?q?no?=", "🎉 " * 50, " spaces ", "a\tb"],
)
def test_any_subject_arrives_as_written(subject: str) -> None:
    message = made(subject=subject, text="x")
    obeys_the_standards(message)
    assert str(read(message)["Subject"]) == subject.strip().replace("\t", " ")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_no_field_can_bring_another(end: str) -> None:
    evil = f"x{end}Bcc: eve@example.com{end}{end}body"
    identity = Identity(address="anna@example.com", name=evil)
    message = made(
        identity,
        subject=evil,
        to=(f"{evil} <bert@example.com>",),
        text="x",
    )
    obeys_the_standards(message)
    found = read(message)
    assert found["Bcc"] is None
    assert text_of(found) == "x"
    assert message.recipients == ("bert@example.com",)


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_the_message_obeys_the_standards(
    subject: str, name: str, text: str
) -> None:
    message = made(Identity(address="anna@example.com", name=name), subject=subject, text=text)
    obeys_the_standards(message)
    assert read(message)["From"].addresses[0].addr_spec == "anna@example.com"


def test_text_goes_through_any_server_unharmed() -> None:
    text = "Grüße\n.\n..\nFrom me\n" + "x" * 3000 + "\nend"
    message = made(text=text)
    obeys_the_standards(message)
    assert text_of(read(message)) == text


def test_html_brings_a_plain_text_with_it() -> None:
    message = made(html="<p>Grüße, <b>Anna</b></p><script>alert(1)</script>")
    obeys_the_standards(message)
    found = read(message)
    assert found.get_content_type() == "multipart/alternative"
    plain, html = found.iter_parts()
    assert plain.get_content_type() == "text/plain" and text_of(plain) == "Grüße, **Anna**"
    assert html.get_content_type() == "text/html" and "<b>Anna</b>" in html.get_content()
    assert "script" not in html.get_content()


def test_a_text_of_ones_own_beside_html_is_kept() -> None:
    plain, _ = read(made(html="<p>formatted</p>", text="plain")).iter_parts()
    assert text_of(plain) == "plain"


def test_an_international_domain_is_written_in_ascii() -> None:
    identity = Identity(address="anna@bücher.example", reply_to="büro@bücher.example")
    message = made(identity, to=("Bert <bert@straße.example>",), text="x")
    assert message.sender == "anna@xn--bcher-kva.example"
    assert message.recipients == ("bert@xn--strae-oqa.example",)
    assert message.message_id.endswith("@xn--bcher-kva.example>")


def test_only_an_international_local_part_needs_smtputf8() -> None:
    assert not made(to=("bert@bücher.example",), subject="Grüße", text="ü").needs_smtputf8
    assert made(to=("bört@example.com",)).needs_smtputf8
    assert made(to=(), bcc=("bört@example.com",)).needs_smtputf8
    message = made(to=("Bört <bört@example.com>",), text="x")
    assert "\r\nTo: =?utf-8?b?QsO2cnQ=?= <bört@example.com>\r\n".encode() in message.header


def test_nobody_to_send_to_is_said() -> None:
    with pytest.raises(MessageError) as caught:
        made(to=("  ",))
    assert caught.value.phrase.id == "send.no-recipient"


# -- attachments


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("report.pdf", "application/pdf"),
        ("Übersicht “2026”.pdf", "application/pdf"),
        ("a b; c.txt", "text/plain"),
        ("photo.JPG", "image/jpeg"),
        ("backup.tar.gz", "application/gzip"),
        ("no ending", "application/octet-stream"),
        ("old.eml", "application/octet-stream"),
        ("x" * 200 + ".bin", "application/octet-stream"),
        ("ü" * 100 + ".pdf", "application/pdf"),
    ],
)
def test_an_attachment_arrives_with_its_name_and_content(
    tmp_path: Path, name: str, kind: str
) -> None:
    path = tmp_path / name
    content = os.urandom(10_000)
    path.write_bytes(content)
    attachment = attach(path)
    assert (attachment.type, attachment.size) == (kind, 10_000) or name == "old.eml"
    message = made(text="see attachment", attachments=(attachment,))
    obeys_the_standards(message)
    text, part = read(message).iter_parts()
    assert text_of(text) == "see attachment"
    assert part.get_filename() == name
    assert part.get_content_type() == kind
    assert part.get_payload(decode=True) == content


def test_the_given_name_is_used_and_is_never_a_path(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"x")
    for given_name, seen in {
        "../../etc/passwd": "passwd",
        r"C:\Users\anna\secret.txt": "secret.txt",
        "a\r\nContent-Type: text/html": "html",
        "..": "..",
        "/": "attachment",
    }.items():
        message = made(attachments=(Attachment(path=str(path), name=given_name),))
        obeys_the_standards(message)
        _, part = read(message).iter_parts()
        assert part.get_filename() == seen


def test_a_wrong_media_type_is_not_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"x")
    for kind in ("nonsense", "text/html\r\nX: y", "multipart/mixed", "message/rfc822", "a/b; c=d"):
        _, part = read(made(attachments=(Attachment(path=str(path), type=kind),))).iter_parts()
        assert part.get_content_type() == "application/octet-stream"


def test_several_and_empty_attachments_arrive(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_bytes(b"x" * number)
    attachments = tuple(attach(tmp_path / f"{number}.txt") for number in range(3))
    _, *parts = read(made(html="<p>x</p>", attachments=attachments)).iter_parts()
    assert [part.get_payload(decode=True) for part in parts] == [b"", b"x", b"xx"]


def phrase_for(path: Path) -> str:
    with pytest.raises(MessageError) as caught:
        made(attachments=(Attachment(path=str(path)),))
    assert caught.value.phrase.params["name"] == path.name
    with pytest.raises(MessageError) as again:
        attach(path)
    assert again.value.phrase.id == caught.value.phrase.id
    return caught.value.phrase.id


def test_an_attachment_that_is_gone_is_said_before_anything_is_sent(tmp_path: Path) -> None:
    assert phrase_for(tmp_path / "gone.pdf") == "send.attachment.missing"


def test_a_folder_is_no_attachment(tmp_path: Path) -> None:
    assert phrase_for(tmp_path) == "send.attachment.folder"


@pytest.mark.skipif(sys.platform == "win32", reason="no such thing on Windows")
def test_a_pipe_is_not_read_for_ever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert phrase_for(tmp_path / "pipe") == "send.attachment.no-file"


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="root reads everything, and Windows has no modes",
)
def test_an_unreadable_attachment_is_said(tmp_path: Path) -> None:
    (tmp_path / "locked").write_bytes(b"x")
    (tmp_path / "locked").chmod(0)
    assert phrase_for(tmp_path / "locked") == "send.attachment.unreadable"

"""The fields of a delivery status (RFC 3464) and of the reports akin to it."""

import pytest

from mailadmin.core.message.bounce import Action, Bounce, Kind, parse

MESSAGE = "Reporting-MTA: dns; mx.example.net\nArrival-Date: Thu, 26 Nov 2026 10:00:00 +0000\n"
BOB = (
    "Original-Recipient: rfc822;bob@example.org\n"
    "Final-Recipient: rfc822; b.miller@int.example.org\n"
    "Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.org (192.0.2.25)\n"
    "Diagnostic-Code: smtp; 550 5.1.1\n  nobody of this name\n"
)
EVE = "Final-Recipient: rfc822; eve@example.org\nAction: delayed\nStatus: 4.4.1\n"


def report(fields: str, returned: str = "", kind: str = "message/delivery-status") -> bytes:
    end = f"--xx\nContent-Type: message/rfc822\n\n{returned}\n" if returned else ""
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\nTo: ann@example.com\n"
        "Subject: Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary=xx\n"
        f"\n--xx\n\nSee below.\n\n--xx\nContent-Type: {kind}\n\n{fields}\n{end}--xx--\n"
    ).encode()


def read(fields: str, returned: str = "", kind: str = "message/delivery-status") -> Bounce:
    bounce = parse(report(fields, returned, kind))
    assert bounce is not None
    return bounce


def test_all_fields_of_a_recipient_are_read() -> None:
    bounce = read(f"{MESSAGE}\n{BOB}")
    (one,) = bounce.recipients
    assert (one.address, one.final) == ("bob@example.org", "b.miller@int.example.org")
    assert (one.action, one.status, one.code) == (Action.FAILED, "5.1.1", 550)
    assert one.diagnostic == "550 5.1.1 nobody of this name"
    assert one.remote == "mx.example.org"
    assert (one.permanent, one.temporary) == (True, False)
    assert bounce.reported_by == "mx.example.net"
    assert (bounce.kind, bounce.complete) == (Kind.BOUNCE, True)


def test_one_failure_makes_a_bounce_of_a_delay() -> None:
    bounce = read(f"{MESSAGE}\n{EVE}\n{BOB}")
    assert bounce.kind is Kind.BOUNCE
    assert [one.action for one in bounce.recipients] == [Action.DELAYED, Action.FAILED]
    assert read(f"{MESSAGE}\n{EVE}").kind is Kind.DELAY


@pytest.mark.parametrize("fields", [f"{MESSAGE}{BOB}{EVE}", f"\n\n{BOB}{EVE}\n{MESSAGE}"])
def test_missing_and_stray_empty_lines_do_not_matter(fields: str) -> None:
    assert [one.address for one in read(fields).recipients] == [
        "bob@example.org",
        "eve@example.org",
    ]


def test_one_recipient_torn_in_two_is_one() -> None:
    torn = BOB.replace("Remote-MTA", "\nRemote-MTA")
    (one,) = read(f"{MESSAGE}\n{torn}").recipients
    assert one.remote == "mx.example.org"


@pytest.mark.parametrize(
    ("stated", "said", "status"),
    [
        ("5.0.0", "550 5.7.26 not authenticated", "5.7.26"),
        ("5.1.1", "550 5.7.1 refused", "5.7.1"),
        ("5.1.1", "550 nobody", "5.1.1"),
        ("4.4.7", "550 5.1.1 nobody", "4.4.7"),
        ("5.2.2", "550 5.0.0 error", "5.2.2"),
        ("5.0.0 (quota)", "", "5.0.0"),
    ],
)
def test_what_the_other_server_said_counts_more(stated: str, said: str, status: str) -> None:
    fields = f"Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: {stated}\n"
    fields += f"Diagnostic-Code: smtp; {said}\n" if said else ""
    assert read(f"{MESSAGE}\n{fields}").recipients[0].status == status


@pytest.mark.parametrize(
    ("word", "action", "kind"),
    [
        ("Failed", Action.FAILED, Kind.BOUNCE),
        ("failure", Action.FAILED, Kind.BOUNCE),
        ("delayed (will retry)", Action.DELAYED, Kind.DELAY),
        ("delivered", Action.DELIVERED, Kind.DELIVERED),
        ("relayed", Action.RELAYED, Kind.DELIVERED),
        ("expanded", Action.EXPANDED, Kind.DELIVERED),
        ("", Action.FAILED, Kind.BOUNCE),
    ],
)
def test_every_action_is_known(word: str, action: Action, kind: Kind) -> None:
    bounce = read(f"{MESSAGE}\nFinal-Recipient: rfc822; bob@example.org\nAction: {word}\n")
    assert (bounce.recipients[0].action, bounce.kind) == (action, kind)


def test_addresses_in_any_script_are_read() -> None:
    escaped = r"Final-Recipient: utf-8; b\x{F6}b@example.org" + "\nAction: failed\n"
    kind = "message/global-delivery-status"
    assert read(f"{MESSAGE}\n{escaped}", kind=kind).recipients[0].address == "böb@example.org"
    plain = "Final-Recipient: utf-8; böb@bücher.example\nAction: failed\n"
    assert read(f"{MESSAGE}\n{plain}", kind=kind).recipients[0].address == "böb@bücher.example"


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers", "message/global"])
def test_the_returned_message_is_recognised(kind: str) -> None:
    returned = (
        "Message-ID: <one@example.com>\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\n"
        "From: Ann <ann@example.com>\nTo: Bob <bob@example.org>, eve@example.org\nDate: today\n"
    )
    raw = report(f"{MESSAGE}\n{BOB}", returned).replace(b"message/rfc822", kind.encode())
    bounce = parse(raw)
    assert bounce is not None
    assert bounce.message_id == "<one@example.com>"
    about = bounce.original
    assert (about.subject, about.sender, about.date) == ("Grüße", "ann@example.com", "today")
    assert about.recipients == ("bob@example.org", "eve@example.org")


def test_a_filter_on_the_way_may_have_wrapped_it() -> None:
    head = "From: postmaster@example.com\nTo: ann@example.com\nSubject: Delivery failure\n"
    mixed = "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: message/rfc822\n\n"
    bounce = parse(f"{head}{mixed}".encode() + report(f"{MESSAGE}\n{BOB}") + b"\n--out--\n")
    assert bounce is not None
    assert [one.address for one in bounce.recipients] == ["bob@example.org"]


def test_the_notices_of_amazon_are_read() -> None:
    notice = (
        '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","reportingMTA":'
        '"dns; smtp.example.net","bouncedRecipients":[{"emailAddress":"bob@example.org",'
        '"status":"5.1.1","action":"failed","diagnosticCode":"smtp; 550 5.1.1 nobody"}]},'
        '"mail":{"source":"ann@example.com","destination":["bob@example.org"]}}'
    )
    head = "From: no-reply@sns.example.net\nSubject: Notification\n\n"
    bounce = parse(f"{head}{notice}\n--\nTo end this, click here\n".encode())
    assert bounce is not None
    assert (bounce.kind, bounce.recipients[0].code) == (Kind.BOUNCE, 550)
    assert bounce.original.sender == "ann@example.com"


def test_a_report_of_a_hundred_thousand_recipients_is_cut_short_and_says_so() -> None:
    many = "".join(
        f"Final-Recipient: rfc822; u{number}@example.org\nAction: failed\n\n"
        for number in range(20_000)
    )
    bounce = read(f"{MESSAGE}\n{many}")
    assert (len(bounce.recipients), bounce.complete) == (1_000, False)


@pytest.mark.parametrize(
    "fields",
    ["", "Final-Recipient:\n", "Final-Recipient: rfc822;\nAction: failed\n", "\x00\xff:\n\n::\n"],
)
def test_a_report_without_a_recipient_is_one_all_the_same(fields: str) -> None:
    assert read(fields).recipients == ()

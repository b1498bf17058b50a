"""The innermost reply of what programs show."""

import re

import pytest

from mailadmin.core.diagnosis.details import details_of, place_in
from mailadmin.core.diagnosis.peeling import plain
from mailadmin.core.diagnosis.reading import read
from mailadmin.core.diagnosis.symptom import Moment

REPLY = "relay access denied"

WRAPPED = [
    "554 5.7.1 Relay access denied",
    "554-5.7.1 Relay\n554 5.7.1 access denied",
    "554-5.7.1 Relay 554 5.7.1 access denied",
    "smtplib.SMTPDataError: (554, b'5.7.1 Relay access denied')",
    '{"code":"EENVELOPE","response":"554 5.7.1 Relay access denied","responseCode":554}',
    "host mx.example.com[192.0.2.1] said: 554 5.7.1 Relay access denied",
    "SMTP error from remote mail server after RCPT TO:<a@example.com>: host mx.example.com"
    " [192.0.2.1]: 554 5.7.1 Relay access denied",
    "javax.mail.SendFailedException: Invalid Addresses;\n nested exception is:\n"
    "com.sun.mail.smtp.SMTPAddressFailedException: 554 5.7.1 Relay access denied",
    "Remote Server returned '554 5.7.1 Relay access denied'",
    "Diagnostic-Code: smtp; 554 5.7.1 Relay access denied",
    "[1.2s] mx.example.com:25 --> 554 5.7.1 Relay access denied",
    "port 587: 554 5.7.1 Relay\\n554 5.7.1 access denied",
    "550 wrapper said no: 554 5.7.1 Relay access denied",
]


@pytest.mark.parametrize("text", WRAPPED)
def test_wrappers_are_peeled_off(text: str) -> None:
    symptom = read(text)
    assert symptom.code == 554
    assert symptom.enhanced == "5.7.1"
    said = symptom.said.strip("'\")}(,: ")
    assert said.startswith(REPLY)
    assert "554" not in said.split(REPLY)[0]


@pytest.mark.parametrize(
    "text",
    [
        ">>> DATA\n<<< 550 5.1.1 Unknown user\n554 5.0.0 Service unavailable",
        ">>> DATA\n<<< 550-5.1.1 Unknown user\n<<< 503-5.5.1 RCPT first. Please visit\n"
        "<<< 503 5.5.1 our page for more information.",
        "SMTP<< 550 5.1.1 Unknown user\nSMTP<< 554 5.5.1 Error: no valid recipients",
        "550 5.1.1 Unknown user\n503 All recipients are invalid\n554 5.0.0 Service unavailable",
        "<<< 550 5.1.1 Unknown user\n554 5.0.0 <ANNA@EXAMPLE.COM>... Service unavailable",
    ],
)
def test_what_follows_from_an_earlier_reply_is_not_the_reason(text: str) -> None:
    symptom = read(text)
    assert (symptom.code, symptom.enhanced) == (550, "5.1.1")
    assert "unknown user" in symptom.said
    assert not re.search("available|rcpt|page|valid", symptom.said)


@pytest.mark.parametrize(
    "text",
    ["554 5.0.0 Service unavailable", "503 5.5.1 Error: need RCPT command", "503 RCPT first"],
)
def test_where_nothing_went_before_it_is_what_was_said(text: str) -> None:
    assert read(text).code == int(text[:3])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The server response was: 5.7.57 Client not authenticated", "client not authenticated"),
        ("An error occurred. The server responded: only 10 a day", "only 10 a day"),
        ("Nothing is quoted here", "nothing is quoted here"),
    ],
)
def test_words_without_a_code_are_taken_from_their_wrapper(text: str, said: str) -> None:
    assert read(text).said == said


@pytest.mark.parametrize(
    "text",
    [
        "connect to port 465 failed",
        "smtp.example.com, 587; timeout -1",
        "line 332 of file",
        "10060",
    ],
)
def test_other_numbers_are_no_replies(text: str) -> None:
    assert read(text).code is None


@pytest.mark.parametrize(
    "text",
    [
        "550 5.1.1 \x1b[1;31mno such\x1b[0m user",
        "550 5.1.1 \x1b]0;another title\x07no such user",
        "550 5.1.1 no such&#27; user\x9b\x07",
        "550 5.1.1 no \u202esuch\u2066 user\u200b",
        "550 5.1.1 no su\u00adch user",
    ],
)
def test_nothing_of_a_text_commands_a_terminal_or_hides(text: str) -> None:
    assert read(text).words == "550 5.1.1 no such user"


@pytest.mark.parametrize(
    "line",
    [
        "AUTH PLAIN AGJvYgBodW50ZXIy",
        "auth plain AGJvYgBodW50ZXIy",
        "AUTH LOGIN Ym9iQGV4YW1wbGUuY29t",
        "a1 AUTHENTICATE PLAIN AGJvYgBodW50ZXIy",
        "AUTH XOAUTH2 dXNlcj1ib2IBYXV0aD1CZWFyZXIgeA==",
    ],
)
def test_a_sign_in_of_a_log_is_not_handed_on(line: str) -> None:
    for text in (line, f"535 5.7.8 no\nC: {line}\n"):
        words = read(text).words
        assert "[secret removed]" in words
        assert line.split()[-1] not in words


@pytest.mark.parametrize(
    "text",
    [
        "250-AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2",
        "AUTH PLAIN authentication failed",
        "AUTH LOGIN 535 5.7.8 no",
        "250-AUTH=LOGIN PLAIN CRAM-MD5",
    ],
)
def test_words_after_a_sign_in_are_no_secret(text: str) -> None:
    assert "secret" not in read(text).words


def test_a_copy_of_the_message_is_not_read() -> None:
    text = (
        "<a@example.com>: user unknown\n\n"
        "--- Below this line is a copy of the message.\n"
        "Subject: 554 5.7.1 spam virus quota\n"
    )
    symptom = read(text)
    assert "spam" not in symptom.around
    assert symptom.code is None


def test_what_is_told_of_the_original_message_is_no_copy_of_it() -> None:
    text = (
        "This is a delivery status notification.\n\n"
        "The original message was received on Sat, 11 Dec 2010 12:19:57 +0900\n\n"
        ">>> RCPT TO:<anna@example.com>\n<<< 550 5.1.1 <anna@example.com>... User Unknown\n"
    )
    assert read(text).code == 550


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("550 no (in reply to RCPT TO command)", Moment.RECIPIENT),
        ("550 no (in reply to end of DATA command)", Moment.MESSAGE),
        ("smtplib.SMTPSenderRefused: (550, b'no')", Moment.SENDER),
        ("keyring.errors.InitError: no", Moment.KEYRING),
        ("a1 NO [AUTHENTICATIONFAILED] no", Moment.INBOX),
        ("550 no", None),
    ],
)
def test_a_text_gives_away_its_step(text: str, moment: Moment | None) -> None:
    assert read(text).moment is moment


def test_what_the_caller_knows_counts_more() -> None:
    text = "550 no (in reply to RCPT TO command)"
    assert read(text, moment=Moment.BOUNCE).moment is Moment.BOUNCE


def test_addresses_do_not_stand_in_the_way_of_words() -> None:
    assert read("550 <spam.virus@example.com>: no").said == "<address>: no"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("<anna@example.com>: unknown", {"address": "anna@example.com", "domain": "example.com"}),
        ("Client host [192.0.2.9] blocked using zen.spamhaus.org",
         {"ip": "192.0.2.9", "list": "Spamhaus"}),
        ("[2001:db8::1] is not welcome", {"ip": "2001:db8::1"}),
        ("Greylisted, try again in 300 seconds", {"wait": 300}),
        ("come back in 5 minutes", {"wait": 300}),
        ("999.1.1.1 and 12:30 are no addresses", {}),
        ("nothing", {}),
    ],
)  # fmt: skip
def test_what_the_words_name(words: str, found: dict[str, object]) -> None:
    assert details_of(words) == found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("connect to smtp.example.com:587 failed", ("smtp.example.com", 587)),
        ("connect to mx.example.com[192.0.2.1]:25: refused", ("mx.example.com", 25)),
        ("Couldn't connect to host, port: smtp.example.com, 465; timeout -1",
         ("smtp.example.com", 465)),
        ("at 12:30 in file.py:17", ("", None)),
        ("no place", ("", None)),
    ],
)  # fmt: skip
def test_the_place_in_a_text(text: str, place: tuple[str, int | None]) -> None:
    assert place_in(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "user: anna password: hunter2 535 no",
        "Passwort=Geheim99, 535 no",
        '{"pwd": "a1b2c3d4"} 535 no',
    ],
)
def test_a_password_pasted_along_is_removed(text: str) -> None:
    assert "[secret removed]" in plain(text)
    assert not {"hunter2", "Geheim99", "a1b2c3d4"} & set(re.findall(r"\w+", plain(text)))


@pytest.mark.parametrize(
    "text",
    ["Password: incorrect", "password: 535 5.7.8 rejected", "Bad password", "password=5.7.8"],
)
def test_what_is_said_of_a_password_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Error: Unexpected socket close\n    at Timeout._onTimeout (/app/index.js:189:31)",
        "Error: Unexpected socket close\n    at Timeout._onTimeout (C:\\app\\node\\index.js:1:3)",
        "Error: Unexpected socket close\n    at async /app/timeout/auth.js:12:5",
        "Error: Unexpected socket close\n\tat com.example.Timeout.read(Timeout.java:54)",
    ],
)
def test_where_in_a_program_it_happened_is_not_what_was_said(text: str) -> None:
    assert plain(text) == "Error: Unexpected socket close"


def test_a_message_in_a_record_of_the_conversation_is_none_of_the_reasons() -> None:
    record = "354 End with a dot\nSubject: SPF and DKIM\n\nvirus\n.\n550 message rejected"
    symptom = read(record)
    assert symptom.code == 550
    assert symptom.around == "354 end with a dot 550 message rejected"


def test_a_relays_own_status_before_the_other_servers_is_peeled_off() -> None:
    assert read("5.3.0 - Other mail system problem #5.3.4 too big").enhanced == "5.3.4"
    assert read("5.1.0 - Unknown address error 550-'no'").enhanced is None
    assert read("5.3.0 - Other mail system problem").enhanced == "5.3.0"


def test_the_last_word_after_too_many_refusals_is_not_the_reason() -> None:
    refused = "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname"
    last = "421 4.7.0 mx.example.com Error: too many errors"
    assert read(f"{refused}\n{last}").code == 504
    assert read(last).code == 421


def test_what_an_imap_server_refuses_is_read_without_what_it_can() -> None:
    record = (
        "* CAPABILITY IMAP4rev1 AUTH=PLAIN\nA0 OK done\n=> 'A1 LOGIN'\n<= 'A1 NO [UNAVAILABLE] no"
    )
    assert read(f"{record} room'").said == "[unavailable] no room'"


def test_a_greeting_that_forbids_spam_is_not_the_reason() -> None:
    said = "S: 220 mx.example.com ESMTP forbids sending spam through this system\nS: 500 what"
    assert "spam" not in read(said).around
    assert read(said).said == "what"


def test_the_words_of_qmails_log_are_words() -> None:
    log = "failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_no_such_user/Giving_up"
    assert "550 no such user" in read(log).around
    assert "ssl_ctx_use_certificate" in read("error in ssl_ctx_use_certificate").around

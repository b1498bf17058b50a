"""Whether a message is itself a report about delivery, by what several of its places say.

No one place is believed: people write about bounces, quote them, answer them, and run servers as
``postmaster``. What a machine writes looks like it in its sender, its subject and its text.
"""

import re
from typing import Final

from mailadmin.core.message.bounce import words
from mailadmin.core.message.bounce.said import Said, by_hand
from mailadmin.core.message.encoded_words import decode
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.kinds import Kind

ENOUGH: Final = 5
ENOUGH_OF_STRANGERS: Final = 6
"""Where the sender is no mail server by its name."""

_DAEMON: Final = re.compile(r"mailer[ ._-]?daemon|mail delivery (?:sub)?system")
_SERVER: Final = re.compile(
    r"mailer[ ._-]?daemon|post ?master|mail[ ._-]?(?:delivery|system|service|router|server|gateway)"
    r"|delivery[ ._-]?(?:sub)?system|delivery[ ._-]?(?:service|report|agent|notif)"
    r"|mail ?administrat"
    r"|(?:system|e-?mail|mail|network|ndr)[ ._-]?admin|microsoft ?(?:outlook|exchange)|mdaemon"
    r"|anti[ ._-]?(?:virus|spam)|smtp|\bimss\b|mail ?(?:marshal|sweeper)|interscan|\bmmsc\b|\bndr\b"
    r"|mail[ ._-]?(?:daemon|master|bot)|bounce",
)
_PROGRAMS: Final = ("User-Agent", "X-Mailer", "X-Originating-Client")
_OF_PEOPLE: Final = re.compile(
    r"thunderbird|mozilla|outlook|apple mail|iphone|ipad|android|evolution|mutt|kmail|roundcube"
    r"|squirrel|webmail|claws|sylpheed|eudora|the bat|mailmate|postbox|pine|gnus|horde|zimbra"
    r"|airmail|sogo|yahoomail|open-xchange|em client|spark|geary|seamonkey|k-9|mailspring"
    r"|betterbird"
)
_OF_LISTS: Final = ("List-Unsubscribe", "List-Id", "List-Post")
_HEAD_LINES: Final = 40
_NULL: Final = re.compile(r"^\s*(?:<\s*>|<?mailer-daemon(?:@[^\s>]*)?>?)?\s*$", re.IGNORECASE)


def is_report(header: Headers, said: Said, *, returns: bool, report: bool) -> bool:
    """Whether the evidence is enough.

    ``returns`` says that it has a returned message as a part, ``report`` that it calls itself a
    report about delivery (RFC 3462).
    """
    server = is_of_server(header)
    daemon = _DAEMON.search(sender_of(header)) is not None
    subject = subject_of(header)
    text = "\n".join(by_hand(said.lines[:_HEAD_LINES])).lower()
    flowing = " ".join(text.split())
    in_text = (
        words.FAILED.search(flowing) is not None or words.STILL_TRYING.search(flowing) is not None
    )
    weight = 2 * server + daemon + has_null_sender(header)
    weight += 3 * (header.value("X-Failed-Recipients") is not None) + 3 * report
    weight += 2 * is_about_delivery(subject) + 2 * in_text
    weight += returns + said.copied + names_somebody(text)
    weight -= against(header, subject)
    return weight >= (ENOUGH if server else ENOUGH_OF_STRANGERS)


def is_report_by_header(header: Headers) -> bool:
    """The same where only the header is there: the sender and the subject must both say so."""
    subject = subject_of(header)
    failed = header.value("X-Failed-Recipients") is not None
    sender = is_of_server(header) or has_null_sender(header)
    return sender and (failed or is_about_delivery(subject)) and not against(header, subject)


def kind_of_subject(header: Headers) -> Kind:
    """Whether a report's subject speaks of a delay, a success or, as most do, a failure."""
    subject = subject_of(header)
    if words.STILL_TRYING.search(subject):
        return Kind.DELAY
    succeeded = words.SUCCEEDED.search(subject) and not words.FAILED.search(subject)
    return Kind.DELIVERED if succeeded else Kind.BOUNCE


def is_of_server(header: Headers) -> bool:
    """Whether the sender's name is one that mail servers use."""
    if header.value("From") is None:
        return False
    sender = sender_of(header)
    return not sender.strip(' <>"') or _SERVER.search(sender) is not None


def sender_of(header: Headers) -> str:
    """The From field in lower case, its words decoded."""
    return decode((header.value("From") or "")[:500]).lower()


def has_null_sender(header: Headers) -> bool:
    """Whether the message has no envelope sender, as reports must (RFC 5321 section 4.5.5)."""
    value = header.value("Return-Path")
    return value is not None and _NULL.match(value) is not None


def subject_of(header: Headers) -> str:
    """The subject in lower case, its words decoded."""
    return " ".join(decode((header.value("Subject") or "")[:1_000]).lower().split())


def is_about_delivery(subject: str) -> bool:
    """Whether a subject is one of a report about delivery."""
    return any(
        one.search(subject) is not None
        for one in (words.ABOUT_DELIVERY, words.FAILED, words.STILL_TRYING)
    )


def names_somebody(text: str) -> bool:
    """Whether an address stands in the text."""
    return "@" in text


def against(header: Headers, subject: str) -> int:
    """What speaks against a machine having written it."""
    answer = words.ANSWER_SUBJECT.match(subject) or words.FORWARD_SUBJECT.match(subject)
    program = " ".join(header.value(name) or "" for name in _PROGRAMS).lower()[:500]
    by_people = 3 if _OF_PEOPLE.search(program) else int(bool(program.strip()))
    replied = any(header.value(name) for name in ("In-Reply-To", "References"))
    lists = any(header.value(name) for name in _OF_LISTS)
    vouched = has_null_sender(header)
    # A list passes on what is sent to it, a server's reports as well.
    daemon = _DAEMON.search(sender_of(header)) is not None
    weight = (1 if daemon else 2 if is_of_server(header) else 4) * lists
    return weight + (0 if vouched else 3 * bool(answer) + by_people + 2 * replied)

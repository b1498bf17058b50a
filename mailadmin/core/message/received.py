"""One Received field: how a server got the message (RFC 5321 section 4.4), whoever wrote it.

The standard has a grammar that hardly any maker keeps to. What all have in common is a handful of
words, each with something after it, comments in brackets, and a date at the end. So a value is
cut into words and comments, these into clauses; which of them is the address and which are names
is told by their form.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import read_address
from mailadmin.core.message.dates import read_date
from mailadmin.core.message.encoded_words import visible
from mailadmin.core.message.hop import Hop
from mailadmin.core.message.tls_words import tls_of

LONGEST: Final = 4_000
"""Characters of a value that are read; real ones have some 300."""
LONGEST_PART: Final = 255
"""Characters of a name, or of anything else that is kept."""

_CLAUSES: Final = frozenset(("from", "by", "via", "with", "id", "for"))
_NAMED: Final = ("from", "by")
_TOKEN: Final = re.compile(r'"[^"]*"?|[;()]|[^\s;()"]+')
_LAST_WORDS: Final = 8
"""Words in which the date stands where no semicolon is in front of it."""

_ADDRESS: Final = r"(?:IPv6:)?([0-9a-f]{0,4}:[0-9a-f:.]{1,45}|\d{1,3}(?:\.\d{1,3}){3})"
_ADDRESSES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\[{_ADDRESS}(?:%[\w.]{{1,20}})?(?::\d{{1,5}})?\]",
        rf"(?<![^\s@(]){_ADDRESS}(?:%[\w.]{{1,20}})?(?::\d{{1,5}})?(?![^\s,)])",
    )
)
"""In square brackets, and where there are none, without."""
_HELO: Final = re.compile(
    r"(?:\b(?:HELO|EHLO|LHLO)(?:\s+|$)|\bhelo=|\bclaiming to be\s+)\"?([^\s,\"]*)", re.IGNORECASE
)
_NAME_BEFORE: Final = re.compile(r"(?:^|[\s@])([\w.-]{1,255})\s+\[")
_HOST: Final = re.compile(r"(?:[\w-]{1,63}\.)+[a-z][\w-]{0,62}\.?|localhost", re.IGNORECASE)
_SIGNED_IN: Final = re.compile(
    r"(?:SquirrelMail )?authenticated(?=\s|:|$)|auth[:=]|account \S+@", re.IGNORECASE
)
"""How a comment begins by which makers say so. Elsewhere in one stand words of the sender."""
_CERTIFICATE: Final = "Client CN"
"""A name of the sender's follows."""
_OVER_HTTP: Final = re.compile(r"\bvia (HTTPS?)\b", re.IGNORECASE)
_ID: Final = re.compile(r"\bid\s+(\S+)", re.IGNORECASE)

_MAIL: Final = ("SMTP", "ESMTP", "LMTP", "UTF8SMTP", "UTF8LMTP")
_ENCRYPTED: Final = frozenset(
    (*(word + end for word in _MAIL for end in ("S", "SA")), "HTTPS", "POP3S", "IMAPS")
)
_PLAIN: Final = frozenset(word + end for word in _MAIL for end in ("", "A") if word != "SMTP")
"""Words that say that a hop was not encrypted (RFC 3848). ``SMTP`` alone is written by many who
don't care."""
_OTHERS: Final = frozenset(("SMTP", "ASMTP", "HTTP", "POP3", "IMAP", "MAPI", "LOCAL", "QMQP"))
_KNOWN: Final = _ENCRYPTED | _PLAIN | _OTHERS
_EXCHANGE: Final = "Microsoft SMTP Server"
"""It names the version wherever a hop was encrypted."""


class _Field(msgspec.Struct, frozen=True, kw_only=True):
    """A value in pieces: the words and comments of each clause, and what follows them all."""

    clauses: dict[str, list[str]]
    end: str

    def word(self, clause: str) -> str:
        """The first word of a clause."""
        words = (_tidy(token) for token in self.words(clause))
        return next((word for word in words if word), "")

    def words(self, clause: str) -> list[str]:
        return [token for token in self.clauses.get(clause, ()) if token[0] != "("]

    def comments(self, *clauses: str) -> list[str]:
        """The comments of some clauses, without the brackets around them."""
        tokens = (token for clause in clauses for token in self.clauses.get(clause, ()))
        return [token[1:].removesuffix(")") for token in tokens if token[0] == "("]


class _Sender(msgspec.Struct, frozen=True):
    address: str = ""
    name: str = ""
    helo: str = ""


def read(value: str) -> Hop:
    """What the value of one Received field says. What it does not say stays empty."""
    if len(value) > LONGEST:
        value = value[: LONGEST - 300] + value[-300:]
    if not value.replace("\n", " ").replace("\t", " ").isprintable():
        value = visible(value)
    field = _cut(value)
    comments = field.comments("", *_CLAUSES)
    protocol = _protocol(field, comments)
    sender = _sender(field, protocol, comments)
    tls = tls_of(value)
    late = None if field.word("id") else _ID.search(field.end)
    return Hop(
        helo=sender.helo,
        name=sender.name,
        address=sender.address,
        by=field.word("by"),
        by_address=_address_in(field.comments("by")),
        protocol=protocol,
        tls=tls[:LONGEST_PART],
        encrypted=_is_encrypted(protocol, tls),
        signed_in=_has_signed_in(protocol, comments),
        id=_tidy(late[1]) if late else field.word("id"),
        recipient=field.word("for"),
        at=read_date(field.end),
        value=value,
    )


def _cut(value: str) -> _Field:
    tokens = list(_tokens(value))
    clauses: dict[str, list[str]] = {"": []}
    inside = clauses[""]
    before_by: set[str] = set()
    for at, token in enumerate(tokens):
        # What a server is called is the sender's to choose, such as "with".
        is_name = at > 0 and inside is clauses.get(tokens[at - 1].lower()) and not inside
        word = "" if is_name and tokens[at - 1].lower() in _NAMED else token.lower()
        if token == ";":
            if tokens[at + 1 : at + 2] and tokens[at + 1].lower() in _CLAUSES:
                continue  # one that separates clauses
            return _Field(clauses=clauses, end=_joined(tokens[at + 1 :]))
        if word not in _CLAUSES:
            inside.append(token)
        elif word == "by" and tokens[0].lower() == "from":
            # A greeting may have several words, such as "a by b": the last "by" is the server's.
            before_by = set(clauses) - {"from", ""}
            clauses["from"] = tokens[1:at]
            inside = clauses[word] = []
        elif word in before_by:
            before_by.remove(word)
            inside = clauses[word] = []
        elif word in clauses:
            inside = []  # the sender's envelope, or what a scanner added
        else:
            inside = clauses[word] = []
    return _Field(clauses=clauses, end=_joined(tokens[-_LAST_WORDS:]))


def _tokens(value: str) -> Iterator[str]:
    """Words, semicolons, and comments with all that is nested in them (RFC 5322 section 3.2.2)."""
    depth = begun = 0
    for found in _TOKEN.finditer(value):
        match found[0]:
            case "(":
                begun = begun if depth else found.start()
                depth += 1
            case ")" if depth:
                depth -= 1
                if not depth:
                    yield value[begun : found.end()]
            case ")":
                continue
            case token if not depth:
                yield token
    if depth:
        yield value[begun:]


def _joined(tokens: Sequence[str]) -> str:
    return " ".join(token for token in tokens if token[0] != "(")


def _tidy(word: str) -> str:
    return word.strip("<>\",;'").rstrip(".")[:LONGEST_PART]


def _sender(field: _Field, protocol: str, all_comments: Sequence[str]) -> _Sender:
    """Who handed the message over.

    Postfix and Sendmail write what it called itself first, then its name by reverse DNS in a
    comment; Exim, qmail and others the other way round.
    """
    words, comments = field.words("from"), field.comments("from")
    written = (one for one in comments if not one.startswith(_CERTIFICATE))
    in_comment = _HELO.search(" ".join(written))
    said = in_comment or _HELO.search(" ".join(words))
    others = [_HELO.sub("", comment) for comment in comments]
    alone = _address_in(words[:1]) if not _address_in((*others, *words[1:])) else ""
    address = alone or _address_in(others) or _address_in(words[1:])
    first = _tidy(words[0]) if words else ""
    named = first if _HOST.fullmatch(first) else ""
    if said is not None:
        # Among the words, all may be the sender's.
        return _Sender(address, named if in_comment else "", _tidy(said[1]))
    helo = "" if alone else first
    if not address and not comments:
        helo = _tidy(" ".join(words))
    by_exim = any(comment.startswith("Exim") for comment in all_comments)
    for comment in comments:
        name = _NAME_BEFORE.search(comment)
        if name is not None and _HOST.fullmatch(name[1]):
            return _Sender(address, _tidy(name[1]), helo)
    by_qmail = protocol.upper() == "SMTP" and not _address_in(field.comments("by"))
    confirmed = any(comment.endswith("] verified") for comment in comments)
    looked_up = by_exim or by_qmail or confirmed
    return _Sender(address, named if looked_up and address else "", helo)


def _address_in(texts: Sequence[str]) -> str:
    """The first IP address in some texts, in its usual form."""
    for form in _ADDRESSES:
        for text in texts:
            for found in form.finditer(text):
                try:
                    return str(read_address(found[1]))
                except ValueError:
                    continue
    return ""


def _protocol(field: _Field, comments: Sequence[str]) -> str:
    words = [word.strip("[],") for word in field.words("with")]
    known = next((word for word in words if word.upper() in _KNOWN), "")
    if words[:1] == ["Microsoft"] or not known:
        known = " ".join(words[:3])
    if not known and field.word("via").upper() in _KNOWN:
        known = field.word("via")
    over_http = None if known else _OVER_HTTP.search(" ".join(comments))
    return (over_http[1] if over_http else known)[:LONGEST_PART]


def _is_encrypted(protocol: str, tls: str) -> bool | None:
    word = protocol.upper()
    if tls or word in _ENCRYPTED:
        return True
    return False if word in _PLAIN or protocol == _EXCHANGE else None


def _has_signed_in(protocol: str, comments: Sequence[str]) -> bool:
    word = protocol.upper()
    if word.endswith(("SMTPA", "SMTPSA")) or word == "ASMTP":
        return True
    said = (comment for comment in comments if _SIGNED_IN.match(comment))
    return any(not _address_in((comment,)) for comment in said)

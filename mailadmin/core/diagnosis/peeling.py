"""From a text that any program showed to the innermost reply in it.

Mail programs wrap what a server said into sentences of their own, tuples, JSON and log lines, and
relays wrap each other's bounces. Only the innermost reply tells the cause (RFC 5321 section 4.2
for its form, RFC 3463 for the enhanced code in it).
"""

import re
from collections.abc import Iterable
from typing import Final

from mailadmin.core.html_entities import decoded

LONGEST_READ: Final = 8_000
"""Characters that are read: the beginning and the end of what is longer."""


def _any_of(patterns: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | flags)


_ESCAPES: Final = (
    # What a terminal would obey instead of show: colours, titles (ECMA-48 sections 5.4 and 5.6).
    (re.compile(r"\x1b\[[0-?]{0,40}[ -/]{0,4}[@-~]|\x1b\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)"), ""),
    (re.compile(r"\\r?\\n|\\n|\\r"), "\n"),
    (re.compile(r"(?<!\\)\\+(['\"/])"), r"\1"),
    (re.compile(r"[“”„«»]"), '"'),
    (re.compile(r"\b0×(?=8)"), "0x"),
    (re.compile(r"[‘’`´]"), "'"),
    # Control characters, and those that are invisible or turn the order of others around.
    (re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e"
                r"\u2060-\u2069\ufeff]"), ""),
)  # fmt: skip

_WITHOUT_SPACES: Final = re.compile(r"_(?:said:|like_recipient)", re.IGNORECASE)
"""Shows that a text is from qmail's log, which joins words."""

_SIGN_INS: Final = re.compile(
    r"(\b(?i:auth[ =](?:plain|login|xoauth2|oauthbearer)[ =]+|authenticate (?:plain|xoauth2) ))"
    r"(?=[A-Za-z0-9+/]*(?:[0-9=]|[a-z][A-Z]))[A-Za-z0-9+/=]{8,}"
)
"""User name and password, as a log of the conversation has them (RFC 4954, RFC 9051)."""

_PASSWORDS: Final = re.compile(
    r"((?i:\b(?:password|passwort|passwd|passphrase|pwd))[\"']?[ \t]*[:=][ \t]*[\"']?)"
    r"(?=[^\s\"',;]*[0-9])(?=[^\s\"',;]*[A-Za-z])[^\s\"',;]{4,}"
)
"""A password that somebody pasted along; a word alone is what is said of one (``invalid``)."""

_SECRET: Final = r"\1[secret removed]"

_COPY: Final = _any_of(
    (
        r"^.{0,6}(?:-{2,}|_{5,}|\*{3,})?[ \t]*(?:(?:begin )?original message(?! was\b)"
        r"|this is a copy of|below this line is a copy|enclosed is a copy"
        r"|(?:returned|forwarded) message"
        r"|message headers? follows?|(?:the header of the original|original message headers)"
        r"|content-type: (?:message|text)/rfc822).*\Z",
    ),
    re.MULTILINE | re.DOTALL,
)
"""Where a bounce goes over into a copy of the message that came back."""

_SAY_NOTHING: Final = _any_of(
    (
        r"the smtp server requires a secure connection or the client (was|is) not authenticated\.?",
        r"hi[.!] this is the (qmail-send program|mailer-daemon)[^\n]*",
        r"i'm afraid i wasn't able to deliver your\s+message to the following\s+addresses\.?",
        r"this is a permanent error; i've given up\. sorry it didn't work\s+out\.",
        r"giving up on ([\d.]+|\[[^\]\n]{1,80}\]\.?)",
        r"this message was created automatically by mail delivery software\.",
        r"please do not reply to this (e-?mail|message)",
        r"learn more (at|here)[^\n]*",
        r"the server may be (unavailable or )?(incorrectly configured|refusing smtp connect)[^\n]*",
        r"please (verify|check) that your (outgoing|incoming|smtp)[^\n]*",
        r"you do not need to re-?send[^\n]*",
        r"contact your (system|e-?mail|network|mail) ?administrator[^\n]*",
        r"\b220[ -](?=[^\n]{0,200}(?:unsolicited|spam|bulk e-?mail))[^\n]*",  # a greeting
        r" proto=e?smtp( helo=<[^>\n]{0,255}>)?",  # Postfix: who was asking, not why it said no
        r"the other addresses in the message were syntactically valid[^\n]*",
        r"421 4\.7\.0 \S{1,80} error: too many errors",  # the last word after what went wrong
        r"smtp server error:|additional smtp info:",  # PHPMailer's names for what follows
        r"invalid response code received from server",  # PEAR Net_SMTP
        r"imap error: login failed for [^\n]{1,200}?(?=could not connect)",  # Roundcube
        # Cisco's own status before that of the other server
        r"\b[45]\.\d\.\d - (other mail system problem|unknown address error)"
        r"(?=\W{1,4}([45]\d\d\b|#?[45]\.\d))",
    )
)
"""Sentences of mail programs that stand around every failure, whatever it was."""

_FRAMES: Final = _any_of(
    (
        r"^[ \t]*at [^\n]{1,200}:\d{1,7}:\d{1,7}\)?[ \t]*\{?[ \t]*$",  # JavaScript
        r"^[ \t]*at [\w.$/<>]{1,200}\((?:\w{1,80}\.(?:java|kt|scala)(?::\d{1,7})?|native method"
        r"|unknown source)\)[ \t]*$",  # Java
    ),
    re.MULTILINE,
)
"""Where in a program it happened. Its names (``Timeout``, ``auth``) are not what was said."""

_DICTATED: Final = _any_of(
    (r"^([^\n]{0,40}\b354[ -][^\n]{0,200})\n(?:[^\n]{0,998}\n){1,40}?\W{0,6}\.[ \t]*$",),
    re.MULTILINE,
)
"""A message in a record of the conversation, from the reply to DATA to the dot (RFC 5321)."""

_FIELDS: Final = _any_of(
    (
        r"^(?:reporting-mta|remote-mta|received-from-mta|dsn-gateway|arrival-date|last-attempt-date"
        r"|(?:final|original)-recipient|original-envelope-id|x-[\w-]+): .*$",
    ),
    re.MULTILINE,
)
"""Fields of a delivery status that tell who and when, not why (RFC 3464 section 2)."""

_QUOTES: Final = _any_of(
    (
        r"the server(?:'s)? (?:response|reply|error|message)(?: was| is)?\s*[:=]\s*",
        r"the server (?:responded|replied|said|answered)(?: with)?\s*[:=]\s*",
        r"server response(?: was| is)?\s*[:=]\s*",
        r"\bstatus=(?:deferred|bounced|undeliverable|expired)\s+\(",  # Postfix's log
        r"the response(?: from the remote server)? was\s*[:=]\s*",
        r"(?:remote server returned|response|nested exception is|caused by)\s*[:=]\s*",
    )
)
"""What goes before the words of somebody further in, where they come without a code."""

_PORTS: Final = frozenset({443, 465, 514, 563})
"""Three digits that stand in such texts as ports. No reply has them; 587 is none by its middle."""

_CODE: Final = re.compile(
    r"""(?<![\w.:/\[#-])               # not the end of a number, an address, a port or an id
        (?P<code>[45][0-7]\d)
        (?:
            [ \t]*[-][ \t]*(?=\S)      # 550-first line of several
          | [ \t]*[,:][ \t]+b?(?=["'(\[\w<])   # (534, b'5.7.9 …'), code: 550, text
          | [ \t]+(?=[\w<#("'*\[])     # 550 text
          | [ \t]*(?=[\])"'}.;]|$)     # a bare code at the end
        )""",
    re.VERBOSE | re.MULTILINE,
)
_AFTERMATH: Final = _any_of(
    (
        r"554 5\.0\.0 (\S{1,254}\.\.\. )?service unavailable",  # Sendmail, in its own words
        r"554 (5\.5\.1 )?(error: )?no valid recipients",
        r"503[ -](5\.5\.1 )?(all recipients are invalid|rcpt first|(error: )?need rcpt\b"
        r"|bad sequence of commands)",
    )
)
"""What a server says to DATA when it has taken no recipient; why it did not, it said before."""

_YES: Final = re.compile(r"\W{0,3}(?P<code>2[135]\d)[ -][^\n]*\Z")
"""Nothing but one reply that says yes (RFC 5321 section 4.2.1); a greeting tells of its server."""

_TAGGED: Final = re.compile(
    r"(?:^|(?<=[\s'\"<:]))(?:[A-Za-z]{0,6}\d{1,8}|[.])[ ](?:NO|BAD)[ ](?=\S+[ ]\S)"
)
"""How an IMAP server begins to refuse a command (RFC 9051 section 7.1)."""

_NAMED_CODE: Final = re.compile(
    r"(?:code|status|error|reply|response|answer)(?: was)?[\"']?[ \t]*(?:[:=#][ \t]*)?[\"'(]?"
    r"(?P<code>[45][0-7]\d)\b",
    re.IGNORECASE,
)
_ENHANCED: Final = re.compile(r"(?<![\d.@])#?(?P<enhanced>[245]\.[0-7]\.\d{1,3})(?![\d]|\.\d)")


def shortened(text: str, longest: int = LONGEST_READ) -> str:
    """The beginning and the end of a text that is too long to be read whole.

    Python searches without letting other threads run, so what is long would stop the window.
    """
    if len(text) <= longest:
        return text
    return f"{text[: longest // 2]}\n…\n{text[-longest // 2 :]}"


def plain(text: str) -> str:
    """The text without escapes, passwords, copies of messages and sentences that say nothing."""
    text = _FRAMES.sub("", decoded(shortened(text)))  # before "\n" in a path becomes a line
    for escape, plainly in _ESCAPES:
        text = escape.sub(plainly, text)
    if _WITHOUT_SPACES.search(text):
        text = text.replace("_", " ")
    text = _PASSWORDS.sub(_SECRET, _SIGN_INS.sub(_SECRET, text))
    shorter = _COPY.sub("", _FRAMES.sub("", _DICTATED.sub(r"\1", text)))
    shorter = _SAY_NOTHING.sub(" ", _FIELDS.sub("", shorter)).strip()
    return shorter or text.strip()


def innermost(text: str) -> tuple[int | None, str]:
    """The code of the last reply in a text, and everything from its first line on.

    Without a code the text itself is all there is. A reply of several lines repeats its code;
    so may a wrapper in front of it. What only follows from an earlier reply is none.
    """
    replies = [found for found in _CODE.finditer(text) if int(found["code"]) not in _PORTS]
    if not replies:
        *_, tagged = (None, *_TAGGED.finditer(text))
        if tagged is not None:
            return None, text[tagged.end() :]
        named = _NAMED_CODE.search(text) or _YES.match(text)
        return (int(named["code"]) if named else None), _quoted(text)
    end = len(text)
    while True:
        code = replies[-1]["code"]
        before = len(replies)
        while before and replies[before - 1]["code"] == code:
            before -= 1
        start = replies[before].start()
        if not before or not _AFTERMATH.match(text, start):
            return int(code), text[start:end]
        replies, end = replies[:before], start


def enhanced_code(text: str) -> str | None:
    """The first enhanced status code in a text."""
    found = _ENHANCED.search(text)
    return found["enhanced"] if found else None


def without_codes(said: str, code: int | None) -> str:
    """The words of a reply: its code and enhanced code, repeated in every line, taken out."""
    if code is not None:
        after = r"(?:[ \t]*-[ \t]*|[ \t,:]+(?:b(?=['\"]))?|(?=\W)|$)"
        said = re.sub(rf"(?<!\w){code}{after}", " ", said)
    return _ENHANCED.sub(" ", said)


def _quoted(text: str) -> str:
    """What somebody further in said, where a wrapper says that it quotes; else the text itself."""
    *_, last = (None, *_QUOTES.finditer(text))
    inner = text[last.end() :] if last is not None else ""
    return inner if len(inner.split()) > 1 else text

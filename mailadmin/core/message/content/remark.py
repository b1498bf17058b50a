"""What can be remarked about a message: one kind each, with what was seen. No sentences here."""

from enum import StrEnum

import msgspec

from mailadmin.core.finding import HeaderSeen, Params


class What(StrEnum):
    """Kinds of remarks, the heaviest first: what gets messages refused, then what costs trust."""

    ATTACHMENT_DISGUISED = "attachment-disguised"
    """Its name promises another kind of file than a program, and it is one."""
    ATTACHMENT_REFUSED = "attachment-refused"
    ATTACHMENT_INSIDE = "attachment-inside"
    """A file that is refused, in an archive."""
    NO_SENDER = "no-sender"
    SEVERAL_SENDERS = "several-senders"
    SENDER_NAME = "sender-name"
    """The name of the sender is an address of somebody else."""
    LINK_USER = "link-user"
    """A link with another address before an @."""
    LINK_LOOK_ALIKE = "link-look-alike"
    LINK_ELSEWHERE = "link-elsewhere"
    """The text of a link shows another address than it leads to."""
    LINK_NUMBER = "link-number"
    """A link to an IP address."""
    LINK_PROGRAM = "link-program"
    """A link that runs something, or opens a file."""
    SCRIPT = "script"
    FORM = "form"
    EMBEDDED = "embedded"
    ATTACHMENT_LOCKED = "attachment-locked"
    ATTACHMENT_MACROS = "attachment-macros"
    ATTACHMENT_TYPE = "attachment-type"
    ATTACHMENT_PAGE = "attachment-page"
    DOUBLED_FIELD = "doubled-field"
    NO_MESSAGE_ID = "no-message-id"
    MESSAGE_ID = "message-id"
    NO_DATE = "no-date"
    DATE_UNREADABLE = "date-unreadable"
    DATE_FUTURE = "date-future"
    DATE_OLD = "date-old"
    LONG_LINES = "long-lines"
    BARE_LINE_ENDS = "bare-line-ends"
    PARTS_MISSING = "parts-missing"
    """Parts that are announced and not there."""
    PARTS_MANY = "parts-many"
    CHARSET_UNKNOWN = "charset-unknown"
    CHARSET_WRONG = "charset-wrong"
    CHARSET_MISSING = "charset-missing"
    NOT_ENCODED = "not-encoded"
    """Letters in a header field that belong into an encoded word (RFC 2047)."""
    HIDDEN_TEXT = "hidden-text"
    FADED_TEXT = "faded-text"
    HIDDEN_IN_SUBJECT = "hidden-in-subject"
    """Letters that can't be seen."""
    HIDDEN_IN_SENDER = "hidden-in-sender"
    HIDDEN_IN_TEXT = "hidden-in-text"
    MIXED_IN_SUBJECT = "mixed-in-subject"
    """Words with letters of two scripts that look alike."""
    MIXED_IN_SENDER = "mixed-in-sender"
    MIXED_IN_TEXT = "mixed-in-text"
    LINK_SHORT = "link-short"
    EMPTY = "empty"
    IMAGES_ONLY = "images-only"
    TEXT_DIFFERS = "text-differs"
    NO_UNSUBSCRIBE = "no-unsubscribe"
    NO_ONE_CLICK = "no-one-click"
    FAKE_REPLY = "fake-reply"
    NO_SUBJECT = "no-subject"
    SUBJECT_CAPITALS = "subject-capitals"
    SUBJECT_MARKS = "subject-marks"
    NO_PLAIN_TEXT = "no-plain-text"
    TOO_BIG = "too-big"
    HTML_CLIPPED = "html-clipped"
    REPLY_ELSEWHERE = "reply-elsewhere"
    MANY_IMAGES = "many-images"
    SUBJECT_LONG = "subject-long"
    HTML_CUT = "html-cut"
    HTML_BROKEN = "html-broken"


class Remark(msgspec.Struct, frozen=True):
    """One remark. ``params`` are for its sentences: short, on one line; ``seen`` are the fields."""

    what: What
    params: Params = {}
    seen: tuple[HeaderSeen, ...] = ()


class ContentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to remark, the heaviest first.

    ``size`` is that of the whole message in bytes. ``has_body`` is false where only a header was
    read; ``complete`` is false where the message has more than is looked at.
    """

    remarks: tuple[Remark, ...] = ()
    size: int = 0
    links: int = 0
    images: int = 0
    remote_images: int = 0
    attachments: int = 0
    has_body: bool = True
    complete: bool = True

"""Fields that every message has to have (RFC 5322 section 3.6), and those of bulk mail."""

import re
from typing import Final

from mailadmin.core.finding import Params
from mailadmin.core.message.content.material import Material, shown
from mailadmin.core.message.content.remark import Remark, What
from mailadmin.core.message.dates import read_date

FUTURE: Final = 3 * 3600
"""Seconds that a Date may be ahead of the receiver's clock; clocks and time zones are set wrong."""
PAST: Final = 4 * 86400
"""Seconds that it may be behind: a server tries for some days to deliver (RFC 5321 §4.5.4.1)."""

_ONCE: Final = ("Date", "Sender", "Reply-To", "To", "Cc", "Message-ID", "References", "Subject")
"""Fields of which a message may have one. From is looked at with the sender."""
_MESSAGE_ID: Final = re.compile(r"\s*<[^<>\s@]{1,400}@[^<>\s@]{1,400}>\s*")
_WEB: Final = re.compile(r"<\s*https:", re.IGNORECASE)


def remarks(material: Material) -> list[Remark]:
    """What there is to say about Date, Message-ID and fields that stand there twice."""
    return [*_date(material), *_message_id(material), *_doubled(material), *_not_encoded(material)]


def bulk_remarks(material: Material) -> list[Remark]:
    """Whether bulk mail lets its readers go with one click (RFC 8058, RFC 2369).

    Discussion lists (List-Post) are left alone: the large receivers ask it of newsletters.
    """
    fields = material.headers
    ways = " ".join(fields.values("List-Unsubscribe"))
    bulk = (fields.value("Precedence") or "").strip().lower() in ("bulk", "list")
    automatic = (fields.value("Auto-Submitted") or "no").strip().lower() != "no"
    list_post = (fields.value("List-Post") or "").strip().lower()
    bounce = material.whole[0].type == "multipart/report"
    if automatic or bounce or (list_post and list_post != "no"):
        return []
    if not ways and (bulk or fields.values("List-Id")):
        return [Remark(What.NO_UNSUBSCRIBE, {}, material.seen("List-Id"))]
    one_click = "".join((fields.value("List-Unsubscribe-Post") or "").lower().split())
    if ways and (one_click != "list-unsubscribe=one-click" or not _WEB.search(ways)):
        return [Remark(What.NO_ONE_CLICK, {}, material.seen("List-Unsubscribe"))]
    return []


def _date(material: Material) -> list[Remark]:
    written = material.headers.value("Date")
    seen = material.seen("Date")
    if written is None:
        return [Remark(What.NO_DATE)]
    date = read_date(written)
    if date is None:
        return [Remark(What.DATE_UNREADABLE, {"date": shown(written)}, seen)]
    # The newest hop is the receiver's own clock; a message that nobody received has none.
    received = read_date((material.headers.value("Received") or "").rpartition(";")[2])
    if received is None:
        return []
    ahead = (date - received).total_seconds()
    params: Params = {"date": shown(written), "hours": round(abs(ahead) / 3600)}
    if ahead > FUTURE:
        return [Remark(What.DATE_FUTURE, params, seen)]
    if ahead < -PAST:
        return [Remark(What.DATE_OLD, {**params, "days": round(-ahead / 86400)}, seen)]
    return []


def _message_id(material: Material) -> list[Remark]:
    written = material.headers.value("Message-ID")
    if not written:
        return [Remark(What.NO_MESSAGE_ID)]
    if _MESSAGE_ID.fullmatch(written) is None:
        return [Remark(What.MESSAGE_ID, {"id": shown(written)}, material.seen("Message-ID"))]
    return []


def _doubled(material: Material) -> list[Remark]:
    for name in _ONCE:
        count = len(material.headers.values(name))
        if count > 1:
            doubled: Params = {"field": name, "count": count}
            return [Remark(What.DOUBLED_FIELD, doubled, material.seen(name))]
    return []


def _not_encoded(material: Material) -> list[Remark]:
    """Letters outside ASCII that are not UTF-8, or a subject that is not encoded (RFC 2047)."""
    for field in material.headers.fields:
        name = field.name.lower()
        if field.raw.isascii() or name not in ("subject", "from", "to", "cc", "reply-to"):
            continue
        if name == "subject" or not _is_utf8(field.raw):
            return [Remark(What.NOT_ENCODED, {"field": field.name}, material.seen(field.name))]
    return []


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

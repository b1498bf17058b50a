"""Amazon SES's notices about delivery: JSON in a message, as its notifications by email are."""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from mailadmin.core.message.bounce.codes import better_status, enhanced_of, reply_of
from mailadmin.core.message.bounce.facts import Action, Bounce, Original, Recipient
from mailadmin.core.message.bounce.fields import MOST_RECIPIENTS, plain
from mailadmin.core.message.kinds import Kind

_NOTICE: Final = re.compile(r'^\s*\{\s*"(?:notificationType|eventType|mail|bounce|Type)"')
_KINDS: Final = {
    "Bounce": (Kind.BOUNCE, Action.FAILED, "bounce", "bouncedRecipients"),
    "Delivery": (Kind.DELIVERED, Action.DELIVERED, "delivery", "recipients"),
    "DeliveryDelay": (Kind.DELAY, Action.DELAYED, "deliveryDelay", "delayedRecipients"),
    "Complaint": (Kind.FEEDBACK, Action.REPORTED, "complaint", "complainedRecipients"),
}


def read(text: str) -> Bounce | None:
    """The notice in a text; None where it has none."""
    if not _NOTICE.match(text):
        return None
    text = text.replace("\r", "").partition("\n--\n")[0]
    notice = _decoded(text)
    if "Message" in notice and isinstance(notice["Message"], str):
        notice = _decoded(notice["Message"])
    found = _KINDS.get(str(notice.get("notificationType") or notice.get("eventType")))
    if found is None:
        return None
    kind, action, name, list_name = found
    about = _object(notice.get(name))
    mail = _object(notice.get("mail"))
    listed = about.get(list_name)
    recipients = tuple(_recipients(listed if isinstance(listed, list) else [], action, about))
    return Bounce(
        kind=kind,
        recipients=recipients,
        reported_by=_text(about.get("reportingMTA")).rpartition(";")[2].strip(),
        original=_original(mail),
    )


def _recipients(listed: list[Any], action: Action, about: dict[str, Any]) -> Iterator[Recipient]:
    for one in listed[:MOST_RECIPIENTS]:
        fields = {"emailAddress": one} if isinstance(one, str) else _object(one)
        said = _text(fields.get("diagnosticCode")) or _text(about.get("smtpResponse"))
        said = plain(said.partition(";")[2] if said[:5].lower() == "smtp;" else said)
        if address := _text(fields.get("emailAddress")):
            yield Recipient(
                address=address,
                action=action,
                status=better_status(enhanced_of(_text(fields.get("status"))), enhanced_of(said)),
                code=reply_of(said),
                diagnostic=said,
            )


def _original(mail: dict[str, Any]) -> Original:
    common = _object(mail.get("commonHeaders"))
    destination = mail.get("destination")
    return Original(
        message_id=_text(common.get("messageId")),
        subject=_text(common.get("subject"))[:500],
        date=_text(common.get("date")) or _text(mail.get("timestamp")),
        sender=_text(mail.get("source")),
        recipients=tuple(map(_text, destination[:100])) if isinstance(destination, list) else (),
    )


def _decoded(text: str) -> dict[str, Any]:
    try:
        return _object(msgspec.json.decode(text.encode("utf-8", "replace")))
    except (msgspec.MsgspecError, RecursionError):
        return {}


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value[:2_000] if isinstance(value, str) else ""

"""What became of a test message."""

from enum import StrEnum

import msgspec

from mailadmin.core.event import Result, SendResult
from mailadmin.core.finding import Finding
from mailadmin.core.inbox.arrival import Arrived
from mailadmin.core.reading.outcome import MessageResult


class Where(StrEnum):
    """Where a message was found, as scripts name it."""

    INBOX = "inbox"
    JUNK = "junk"
    OTHER = "other"


REFUSED = "arrival.refused"
"""The failure of a mailbox to which the mail server would not send."""

RETURNED = "inbox.arrival.returned"
"""The failure of a mailbox from which the message came back; the reading is that of the bounce."""


class MailboxSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One mailbox in which the message was waited for.

    ``folder`` is None where it was not found; ``name`` is what the server calls the folder.
    ``seconds`` count from the moment the mail server took the message. ``failure`` is the finding
    id of what kept us from looking, ``trouble`` that finding. ``copy`` is the message as it lies
    there, ``reading`` what it says.
    """

    address: str
    folder: Where | None = None
    name: str | None = None
    seconds: float | None = None
    failure: str | None = None
    trouble: Finding | None = None
    copy: Arrived | None = None
    reading: MessageResult | None = None


class ArrivalResult(Result, frozen=True, kw_only=True, tag="arrival"):
    """The end of waiting for a test message, the user's own mailbox first."""

    mailboxes: tuple[MailboxSeen, ...] = ()
    sending: SendResult | None = None

"""The facts of a bounce, whatever form it came in."""

from enum import StrEnum

import msgspec

from mailadmin.core.message.kinds import Kind


class Action(StrEnum):
    """What the reporting server did about one recipient (RFC 3464 section 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    """Handed to a server that does not confirm."""
    EXPANDED = "expanded"
    """Handed to several addresses, such as those of a mailing list."""
    REPORTED = "reported"
    """Called junk or a forgery (RFC 5965), or wanted no more: nothing failed."""


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient. Empty where the report does not say.

    ``address`` is the one that the sender wrote, where that is told; ``final`` the one that the
    server tried in the end. ``status`` is an enhanced status code such as ``5.1.1`` (RFC 3463),
    ``code`` a reply code (RFC 5321 section 4.2). ``diagnostic`` is what was said, in one line, and
    ``remote`` the server that said it; without it, the reporting server did.
    """

    address: str
    action: Action
    final: str = ""
    status: str = ""
    code: int | None = None
    diagnostic: str = ""
    remote: str = ""

    @property
    def temporary(self) -> bool:
        """Whether what stood in the way may pass: still trying, or given up for this time.

        ``action`` tells the two apart (RFC 3463 section 2: class 4 is a persistent transient
        failure).
        """
        if self.action is Action.DELAYED:
            return True
        return self.status.startswith("4.") or (
            not self.status and self.code is not None and 400 <= self.code < 500
        )

    @property
    def permanent(self) -> bool:
        """Whether trying again is no use."""
        return self.action is Action.FAILED and not self.temporary


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """The message that the report is about, as far as it was returned. Empty where not told.

    ``message_id`` has its angle brackets, ``subject`` its words decoded, ``date`` is as written.
    """

    message_id: str = ""
    subject: str = ""
    date: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()


class Bounce(msgspec.Struct, frozen=True, kw_only=True):
    """A report about the delivery of one message.

    ``reported_by`` is the server that wrote it. ``recipients`` are empty where it names nobody;
    ``complete`` is false where there are more than are read. ``feedback`` is the type of a feedback
    report such as ``abuse`` (RFC 5965 section 7.3), in lower case, and ``opt-out`` for a request
    to end a subscription.
    """

    kind: Kind
    recipients: tuple[Recipient, ...] = ()
    reported_by: str = ""
    original: Original = Original()
    complete: bool = True
    feedback: str = ""

    @property
    def message_id(self) -> str:
        """The Message-ID of the returned message, with angle brackets; empty if not told."""
        return self.original.message_id

"""What a message is, apart from what it says: written by somebody, or by a machine about mail."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of messages that machines answer mail with, and everything else."""

    BOUNCE = "bounce"
    """At least one recipient did not get the message (RFC 3464 section 2.3.3, ``failed``)."""
    DELAY = "delay"
    """It is still tried (``delayed``)."""
    DELIVERED = "delivered"
    """A confirmation of the servers (``delivered``, ``relayed`` or ``expanded``)."""
    FORWARDED_BOUNCE = "forwarded-bounce"
    """Somebody passed on a bounce that somebody got."""
    READ_RECEIPT = "read-receipt"
    """A confirmation of the reader's program (RFC 8098)."""
    FEEDBACK = "feedback-report"
    """A recipient called a message junk, or a receiver saw a forgery (RFC 5965, RFC 6591).

    So is a recipient's wish to get no more of them, which a mail program sends by itself.
    """
    CHALLENGE = "challenge"
    """The recipient's server wants the sender to confirm something first."""
    AUTO_REPLY = "auto-reply"
    """An absence notice or another answer that nobody wrote (RFC 3834)."""
    ORDINARY = "ordinary"

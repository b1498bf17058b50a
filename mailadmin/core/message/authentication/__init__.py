"""DKIM and ARC of a message, verified here (RFC 6376, 8301, 8463, 8616, 8617).

The words of the results are those of RFC 8601 section 2.7.1, so that they can be laid beside what
a receiver wrote into Authentication-Results.
"""

from mailadmin.core.message.authentication.result import (
    Arc,
    ArcFault,
    ArcSet,
    Authentication,
    Chain,
    Reason,
    Signature,
    Word,
)
from mailadmin.core.message.authentication.verification import verify

__all__ = [
    "Arc",
    "ArcFault",
    "ArcSet",
    "Authentication",
    "Chain",
    "Reason",
    "Signature",
    "Word",
    "verify",
]

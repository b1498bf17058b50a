"""Authentication-Results (RFC 8601): what a server says it found out about a message."""

from mailadmin.core.message.authentication_results.facts import (
    AuthenticationResults,
    Fault,
    FaultKind,
    MethodResult,
    Property,
)
from mailadmin.core.message.authentication_results.reading import read
from mailadmin.core.message.authentication_results.trust import Trusted, Written, trusted

__all__ = [
    "AuthenticationResults",
    "Fault",
    "FaultKind",
    "MethodResult",
    "Property",
    "Trusted",
    "Written",
    "read",
    "trusted",
]

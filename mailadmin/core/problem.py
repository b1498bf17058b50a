"""Foreign exceptions become facts here, once: what kind of trouble stopped a stage.

::

    OSError            refused, unreachable, reset, forbidden, timed out (by errno, any platform)
    ssl.SSLError       encryption: not TLS at all, too old, certificate, alert
    WireError          the server closed, broke the protocol, or text was slipped in before TLS
    TimeoutError       our own limit
"""

import errno
import ssl
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.finding import ExceptionSeen, ReplySeen


class ProblemKind(StrEnum):
    """Kinds of trouble that no reply of the server explains."""

    TIMED_OUT = "timed-out"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    """The connection stood and was cut without a reply."""
    FORBIDDEN = "forbidden"
    """This computer does not let the program connect."""
    NOT_TLS = "not-tls"
    """The other side did not speak TLS."""
    TLS_TOO_OLD = "tls-too-old"
    """No protocol version, cipher or key that both sides accept."""
    TLS_FAILED = "tls-failed"
    CERTIFICATE = "certificate"
    BAD_REPLY = "bad-reply"
    """What came is not an SMTP reply."""
    INJECTED = "injected"
    """Text arrived between the encryption upgrade's reply and the encryption (RFC 3207 §4.2)."""
    OTHER = "other"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a stage has no facts. ``reply`` is the last thing the server managed to say."""

    kind: ProblemKind
    seen: ExceptionSeen
    reply: ReplySeen | None = None


class WireError(ConnectionError):
    """The conversation can't go on. ``reply`` is a parting word such as 421, if there was one."""

    def __init__(self, kind: ProblemKind, text: str, reply: ReplySeen | None = None) -> None:
        super().__init__(text)
        self.kind = kind
        self.reply = reply


_BY_ERRNO: Final[dict[int, ProblemKind]] = {
    number: kind
    for kind, numbers in {
        ProblemKind.REFUSED: (errno.ECONNREFUSED, 10061),
        ProblemKind.TIMED_OUT: (errno.ETIMEDOUT, 10060, 121),
        ProblemKind.UNREACHABLE: (
            errno.ENETUNREACH,
            errno.EHOSTUNREACH,
            errno.EADDRNOTAVAIL,
            errno.EAFNOSUPPORT,
            errno.ENETDOWN,
            10047,
            10049,
            10050,
            10051,
            10065,
            1231,
        ),
        ProblemKind.RESET: (
            errno.ECONNRESET,
            errno.ECONNABORTED,
            errno.EPIPE,
            10053,
            10054,
            64,
            1236,
        ),
        ProblemKind.FORBIDDEN: (errno.EACCES, errno.EPERM, 10013),
    }.items()
    for number in numbers
}

# OpenSSL's reason codes, as Python names them; 3.x and 1.1 differ in a few.
_NOT_TLS: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH")
_TOO_OLD: Final = (
    "UNSUPPORTED_PROTOCOL",
    "PROTOCOL_VERSION",
    "NO_SHARED_CIPHER",
    "NO_CIPHERS_AVAILABLE",
    "HANDSHAKE_FAILURE",
    "KEY_TOO_SMALL",
    "LEGACY_SIGALG",
    "WRONG_SIGNATURE_TYPE",
    "UNSAFE_LEGACY_RENEGOTIATION",
    "INSUFFICIENT_SECURITY",
    "NO_PROTOCOLS_AVAILABLE",
    "VERSION_TOO_LOW",
)


def problem_of(error: BaseException) -> Problem:
    """The kind of trouble an exception stands for; ``OTHER`` where nothing better is known."""
    seen = ExceptionSeen(
        type=type(error).__name__,
        text=str(error) or type(error).__name__,
        errno=getattr(error, "errno", None),
    )
    return Problem(kind=_kind(error), seen=seen, reply=getattr(error, "reply", None))


def _kind(error: BaseException) -> ProblemKind:
    if isinstance(error, WireError):
        return error.kind
    if isinstance(error, ssl.SSLCertVerificationError):
        return ProblemKind.CERTIFICATE
    if isinstance(error, ssl.SSLError):
        return _kind_of_tls(error)
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]
    if isinstance(error, TimeoutError):
        return ProblemKind.TIMED_OUT
    if isinstance(error, ConnectionError | EOFError):
        return ProblemKind.RESET
    return ProblemKind.OTHER


def _kind_of_tls(error: ssl.SSLError) -> ProblemKind:
    reason = f"{error.reason or ''} {error}".upper().replace(" ", "_")
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError) or "UNEXPECTED_EOF" in reason:
        return ProblemKind.RESET
    if any(word in reason for word in _NOT_TLS):
        return ProblemKind.NOT_TLS
    if any(word in reason for word in _TOO_OLD):
        return ProblemKind.TLS_TOO_OLD
    return ProblemKind.TLS_FAILED

"""What comes of asking an issuer's token endpoint (RFC 6749 section 5)."""

import msgspec

from mailadmin.core.http.facts import HttpProblem
from mailadmin.core.secret import Secret


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """A token that servers take, and the right to ask for the next one.

    ``lasts`` is the seconds that it is good for from now on, None where the issuer does not say.
    ``refresh_token`` is empty where none came; then the old one stays. ``scopes`` are those that
    were granted, as far as it is said. ``user`` is who signed in, empty where it is not said;
    ``names`` are all names that the issuer has for that person.
    """

    access_token: Secret
    lasts: float | None
    refresh_token: Secret = Secret("")
    scopes: tuple[str, ...] = ()
    user: str = ""
    names: tuple[str, ...] = ()


class DeviceGrant(msgspec.Struct, frozen=True, kw_only=True):
    """Codes for signing in on another device (RFC 8628 section 3.2).

    ``user_code`` is typed at ``page``; both are checked to be harmless to show. ``lasts`` and
    ``interval`` (between two questions) are seconds.
    """

    device_code: Secret
    user_code: str
    page: str
    lasts: float
    interval: float


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """The issuer said no: ``error`` is its code (RFC 6749 sections 4.1.2.1 and 5.2).

    ``description`` is its own sentence, ``page`` where it says more; both are a stranger's words.
    """

    error: str
    description: str = ""
    page: str = ""


class NotAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing that could be read came back. ``problem`` is None where the answer was no OAuth."""

    problem: HttpProblem | None = None
    detail: str = ""


Answer = Tokens | Refused | NotAnswered

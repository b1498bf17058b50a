"""What the browser brings back from an issuer's page (RFC 6749 sections 4.1.2 and 4.1.2.1)."""

from typing import NamedTuple

from mailadmin.core.oauth.tokens import NotAnswered, Refused
from mailadmin.core.secret import Secret


class Code(NamedTuple):
    """The person signed in: ``code`` is turned into tokens."""

    code: Secret


class OtherIssuer(NamedTuple):
    """The answer says that it is of another issuer than was asked (RFC 9207 section 2.4)."""

    said: str


BrowserAnswer = Code | Refused | OtherIssuer | NotAnswered

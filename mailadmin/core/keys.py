"""What opens a server: a password, or somebody who gives tokens.

Conversations ask for nothing else, so that signing in with Microsoft or Google is to a test, a
message and a mailbox what a password is.
"""

from typing import Protocol

from mailadmin.core.finding import Verdict
from mailadmin.core.secret import Secret


class NoToken(Exception):
    """There is no token to be had. ``verdict`` says why, and is one of ``oauth.token.*``."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.id)
        self.verdict = verdict


class Bearer(Protocol):
    """Gives the tokens of one sign-in (RFC 6750). One for every account and run of the program."""

    async def token(self) -> Secret:
        """A token that is still good, fetched anew where it is not. Raises :class:`NoToken`."""

    async def renewed(self, refused: Secret) -> Secret | None:
        """Another token than the one that a server has refused; None where there is none.

        Raises :class:`NoToken`.
        """


Key = Secret | Bearer

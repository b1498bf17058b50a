"""The grants and tokens that the sandbox has given out (RFC 6749 sections 1.4 and 1.5).

The authorization server gives them, the mail servers believe them: both know this one store.
"""

import secrets
import time
from collections.abc import Callable
from typing import Final

import msgspec

MAIL: Final = "mail"
"""The scope of tokens that mail servers take (RFC 6749 section 3.3)."""

LASTS: Final = 60.0
"""Seconds that an access token is good for: so short that renewing it can be watched."""

MAX_TOKENS: Final = 1000
"""Access tokens, and grants, that are kept; the oldest go first."""


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of the token endpoint. ``lasts`` is in seconds."""

    user: str
    scopes: tuple[str, ...]
    access_token: str
    refresh_token: str
    lasts: float

    def __repr__(self) -> str:
        return f"Issued(user={self.user!r})"


class _Grant(msgspec.Struct, eq=False):
    """What a user has allowed. Tokens of a revoked one are worth nothing."""

    user: str
    scopes: tuple[str, ...]
    revoked: bool = False


class _Access(msgspec.Struct, frozen=True):
    grant: _Grant
    ends: float


class TokenStore:
    """All grants of one sandbox, by their tokens."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.lasts = LASTS
        """Seconds that an access token given from now on is good for."""
        self._clock = clock
        self._by_refresh_token: dict[str, _Grant] = {}
        self._by_access_token: dict[str, _Access] = {}

    def give(self, user: str, scopes: tuple[str, ...]) -> str:
        """A new grant of a user: the refresh token that stands for it."""
        return self._refresh_token(_Grant(user, scopes))

    def renewed(self, refresh_token: str) -> Issued | None:
        """New tokens for a refresh token, which is used up by that (RFC 9700 section 4.14.2)."""
        grant = self._by_refresh_token.pop(refresh_token, None)
        if grant is None or grant.revoked:
            return None
        access_token = secrets.token_urlsafe(32)
        self._by_access_token[access_token] = _Access(grant, self._clock() + self.lasts)
        _keep_newest(self._by_access_token)
        return Issued(
            user=grant.user,
            scopes=grant.scopes,
            access_token=access_token,
            refresh_token=self._refresh_token(grant),
            lasts=self.lasts,
        )

    def user_of(self, access_token: str) -> str | None:
        """Whose mail a token is for, None if it is none, has run out, was revoked or lacks that."""
        access = self._by_access_token.get(access_token)
        if access is None or access.grant.revoked or self._clock() >= access.ends:
            return None
        return access.grant.user if MAIL in access.grant.scopes else None

    def revoke(self, token: str) -> None:
        """End the grant of a token of either kind, and so all its tokens (RFC 7009)."""
        access = self._by_access_token.get(token)
        grant = access.grant if access is not None else self._by_refresh_token.get(token)
        if grant is not None:
            grant.revoked = True

    def revoke_all(self) -> None:
        """End every grant, as an administrator can."""
        for grant in self._by_refresh_token.values():
            grant.revoked = True

    def _refresh_token(self, grant: _Grant) -> str:
        token = secrets.token_urlsafe(32)
        self._by_refresh_token[token] = grant
        _keep_newest(self._by_refresh_token)
        return token


def _keep_newest(tokens: dict[str, _Grant] | dict[str, _Access]) -> None:
    while len(tokens) > MAX_TOKENS:
        del tokens[next(iter(tokens))]

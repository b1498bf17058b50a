"""The second look (ADR 0016): whether a secret is in what is about to be written.

A report is made of what never held a secret. This finds our own mistakes, and servers that repeat
one in a form that nobody has thought of while it was recorded.
"""

import base64
import html
import json
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mailadmin.core.account import Account, SecretRole, Witness
from mailadmin.core.oauth.grant import opened
from mailadmin.core.secret import Secret

if TYPE_CHECKING:
    from mailadmin.core.credentials import Credentials

Held = Callable[[str, SecretRole], Secret | None]

SHORTEST: Final = 6
"""Characters. Shorter ones occur by chance: in fingerprints, queue ids, in the middle of words."""

SHORTEST_NUMBER: Final = 8
"""Digits: reports are full of numbers."""

SHORTEST_WORD: Final = 10
"""Letters, written as words are: servers say "welcome", and some passwords do."""


async def secrets_of(
    account: Account, witnesses: Iterable[Witness], credentials: "Credentials", held: Held
) -> tuple[Secret, ...]:
    """Every secret of an account and of the witness mailboxes that the keyring or this run knows.

    ``held`` gives the token that this run has of a sign-in.

    Raises :class:`~mailadmin.core.credentials.CredentialsError`.
    """
    found: list[Secret] = []
    mailboxes = ((one.id, role) for one in witnesses for role in _OF_WITNESS)
    for owner, role in (*((account.id, role) for role in SecretRole), *mailboxes):
        if role.is_grant and (token := held(owner, role)) is not None:
            found.append(token)
        secret = await credentials.read(owner, role)
        if secret is None:
            continue
        if not role.is_grant:
            found.append(secret)
            continue
        grant = opened(secret)
        tokens = (grant.refresh_token, grant.access_token) if grant is not None else ()
        found += [secret, *(Secret(token) for token in tokens if token)]
    return tuple(found)


_OF_WITNESS: Final = (SecretRole.INBOX, SecretRole.OAUTH)


def holds_a_secret(text: bytes, secrets: Iterable[Secret], open_words: str) -> bool:
    """Whether one of the secrets is in a text, however it is written there.

    ``open_words`` is what anybody may read: a secret that stands there as well can't be told apart.
    """
    known = open_words.casefold()
    tellings = (secret.reveal() for secret in secrets)
    wanted = {form for one in tellings if one.casefold() not in known for form in forms(one)}
    return any(form in text for form in wanted)


def forms(secret: str) -> set[bytes]:
    """A secret in every form in which one travels or is written by accident, and that tells it."""
    if len(secret) < SHORTEST:
        return set()
    plain = secret.encode("utf-8", "surrogatepass")
    found = {plain.hex().encode(), plain.hex().upper().encode(), *_base64(plain)}
    if not _is_ordinary(secret):
        texts = {secret, secret[::-1], *_percent(plain), *_escaped(secret)}
        found |= {text.encode("utf-8", "surrogatepass") for text in texts}
    return {form for form in found if len(form) >= SHORTEST}


def _is_ordinary(secret: str) -> bool:
    """Whether servers say such things every day."""
    if secret.isdecimal():
        return len(secret) < SHORTEST_NUMBER
    as_written = secret.islower() or secret.isupper() or secret.istitle()
    return secret.isalpha() and as_written and len(secret) < SHORTEST_WORD


def _percent(plain: bytes) -> Iterator[str]:
    for safe in ("", "/", "!'()*", "/:@!$&'()*+,;="):
        quoted = urllib.parse.quote(plain, safe=safe)
        yield from (quoted, quoted.replace("%20", "+"), _lower(quoted))


def _lower(quoted: str) -> str:
    first, *rest = quoted.split("%")
    return "%".join((first, *(part[:2].lower() + part[2:] for part in rest)))


def _escaped(secret: str) -> Iterator[str]:
    """In JSON and in HTML, also in JSON that is in HTML."""
    everything, nothing = json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]
    shown = "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in nothing)
    for text in (everything, nothing, shown):
        yield text
        yield text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")
    escaped = html.escape(secret)
    yield from (escaped, escaped.replace("&quot;", "&#34;").replace("&#x27;", "&#39;"))
    yield html.escape(secret, quote=False)


def _base64(plain: bytes) -> Iterator[bytes]:
    """Base64 has another form at each third byte: what is certain of it, whatever is around."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + plain)
        whole = (before + len(plain)) * 8 // 6  # letters that nothing behind it can change
        core = encoded[:whole][(0, 2, 3)[before] :]
        yield core
        yield core.replace(b"+", b"-").replace(b"/", b"_")

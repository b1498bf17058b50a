"""Asking an issuer: a code or an old token against a new one, and the codes for other devices.

The only module that knows Authlib, which is loaded late, and which speaks over connections of our
own (:func:`mailadmin.core.http.through`). Nothing here raises for what others do.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Final, NamedTuple

from mailadmin.core import blocking
from mailadmin.core.http import Failure, HttpProblem, Limits, through
from mailadmin.core.net import Net
from mailadmin.core.oauth.client import SAFE_PAGE, OAuthClient
from mailadmin.core.oauth.issuers import Issuer
from mailadmin.core.oauth.reply import Reply, read_device_code, read_refusal, read_tokens
from mailadmin.core.oauth.tokens import Answer, DeviceGrant, NotAnswered, Refused
from mailadmin.core.secret import Secret

LIMITS: Final = Limits(seconds=20, size=2**20)
"""For one request and its answer."""

_DEVICE_GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
_HEADERS: Final = {
    "accept": "application/json",
    "accept-encoding": "identity",
    "user-agent": "mailadmin",
}


async def address_for_code(issuer: Issuer, fields: dict[str, str], verifier: Secret) -> str:
    """The address of a page that gives a code (RFC 6749 section 4.1.1, RFC 7636 section 4.3).

    ``fields`` are its parameters; empty ones are left out. Nobody is asked anything.
    """
    library = await blocking.run(_load_address, limit=30)
    address: str = library.prepare(
        issuer.authorization_endpoint,
        response_type="code",
        code_challenge=library.challenge(verifier.reveal()),
        code_challenge_method="S256",
        **{name: value or None for name, value in fields.items()},
    )
    return address


async def redeem(
    issuer: Issuer, client: OAuthClient, code: Secret, verifier: Secret, redirect_uri: str, net: Net
) -> Answer:
    """Turn the code of a sign-in into tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5)."""
    fields = {
        "grant_type": "authorization_code",
        "code": code.reveal(),
        "redirect_uri": redirect_uri,
        "code_verifier": verifier.reveal(),
    }
    return await _ask_for_tokens(issuer, client, fields, net)


async def refresh(
    issuer: Issuer, client: OAuthClient, refresh_token: Secret, scopes: tuple[str, ...], net: Net
) -> Answer:
    """Get another access token (RFC 6749 section 6), with no ``scopes`` for all of them."""
    fields = {"grant_type": "refresh_token", "refresh_token": refresh_token.reveal()}
    if scopes:
        fields["scope"] = " ".join(scopes)
    return await _ask_for_tokens(issuer, client, fields, net)


async def ask_for_device_code(
    issuer: Issuer, client: OAuthClient, scopes: tuple[str, ...], net: Net
) -> DeviceGrant | Refused | NotAnswered:
    """Get a code that is typed on another device (RFC 8628 section 3.1)."""
    endpoint = issuer.device_authorization_endpoint
    reply = await _post(endpoint, client, {"scope": " ".join(scopes)}, net)
    if isinstance(reply, Failure):
        return _not_answered(reply)
    return read_refusal(reply) or read_device_code(reply)


async def poll(issuer: Issuer, client: OAuthClient, device_code: Secret, net: Net) -> Answer:
    """Ask once whether the code was typed (RFC 8628 section 3.4)."""
    fields = {"grant_type": _DEVICE_GRANT, "device_code": device_code.reveal()}
    return await _ask_for_tokens(issuer, client, fields, net)


async def revoke(
    issuer: Issuer, client: OAuthClient, refresh_token: Secret, net: Net
) -> Refused | NotAnswered | None:
    """Take a grant back (RFC 7009 section 2.1); None where it is gone, or there is no such way."""
    if not issuer.revocation_endpoint:
        return None
    fields = {"token": refresh_token.reveal(), "token_type_hint": "refresh_token"}
    reply = await _post(issuer.revocation_endpoint, client, fields, net)
    if isinstance(reply, Failure):
        return _not_answered(reply)
    return None if reply.status == 200 else read_refusal(reply) or _unreadable(reply)


def is_protected(endpoint: str) -> bool:
    """Whether nobody on the way can read or change what goes there."""
    return SAFE_PAGE.fullmatch(endpoint) is not None


async def _ask_for_tokens(
    issuer: Issuer, client: OAuthClient, fields: dict[str, str], net: Net
) -> Answer:
    reply = await _post(issuer.token_endpoint, client, fields, net)
    if isinstance(reply, Failure):
        return _not_answered(reply)
    return read_refusal(reply) or read_tokens(reply, client.client_id, issuer.identifier)


async def _post(
    endpoint: str, client: OAuthClient, fields: dict[str, str], net: Net
) -> Reply | Failure:
    """One request, signed as the registration asks for (RFC 6749 section 2.3)."""
    if not is_protected(endpoint):
        return Failure(HttpProblem.NO_TLS, "the address is not encrypted")
    secrets = [client.client_secret, *(fields.get(name, "") for name in _SECRET_FIELDS)]

    async def talk(transport: Any) -> Reply:
        library = await blocking.run(_load, limit=30)
        asking = library.AsyncOAuth2Client(
            client_id=client.client_id,
            client_secret=client.client_secret or None,
            transport=transport,
            trust_env=False,
            timeout=None,
            headers=_HEADERS,
        )
        # In the body, as the providers' pages for installed programs show it.
        method = "client_secret_post" if client.client_secret else "none"
        response = await asking.post(endpoint, data=fields, auth=asking.client_auth(method))
        hidden = tuple(secret for secret in secrets if secret)
        return Reply(status=response.status_code, body=response.content, hidden=hidden)

    return await through(net, LIMITS, talk)


_SECRET_FIELDS: Final = ("code", "code_verifier", "refresh_token", "device_code", "token")


def _not_answered(failure: Failure) -> NotAnswered:
    return NotAnswered(problem=failure.problem, detail=failure.error)


def _unreadable(reply: Reply) -> NotAnswered:
    return NotAnswered(problem=HttpProblem.STATUS, detail=str(reply.status))


def _load() -> ModuleType:
    """Authlib's client for httpx2. Loading it takes too long for the event loop."""
    from authlib.integrations import httpx_client

    module: ModuleType = httpx_client
    return module


class _Address(NamedTuple):
    prepare: Callable[..., str]
    challenge: Callable[[str], str]


def _load_address() -> _Address:
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    return _Address(prepare_grant_uri, create_s256_code_challenge)

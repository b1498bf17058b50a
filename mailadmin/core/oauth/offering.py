"""Where signing in at a provider's page would help, and what then changes in the account. Pure.

A failure of a test, of a message and of a mailbox leads here: a server may have stopped taking
passwords, or the sign-in that was made at the page may be over.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from mailadmin.core.account import Account, SecretRole, Server, SignIn, Witness
from mailadmin.core.forms.account_form import ISSUER_OF_WORD, AccountForm
from mailadmin.core.oauth.client import OAuthClient, client_of
from mailadmin.core.oauth.issuers import issuer_of_id, issuer_of_server

Clients = Sequence[OAuthClient]

SIGNING_IN_HELPS: Final = ("auth-basic-disabled", "auth-oauth-token")
"""Causes that signing in at the provider's page may cure."""


def name_of_issuer(issuer: str, clients: Clients) -> str:
    """What people call whoever's page it is; its own id where nobody knows, empty for none."""
    known = issuer_of_id(issuer, clients)
    return known.name if known is not None else issuer


def page_to_offer(issuer: str, clients: Clients) -> str:
    """The same where signing in there can be offered; else empty.

    Whoever takes no new programs would only send the user back, unless this one is known there.
    """
    known = issuer_of_id(issuer, clients)
    if known is not None and known.registration and client_of(issuer, clients) is None:
        return ""
    return name_of_issuer(issuer, clients)


def issuer_in(form: AccountForm, section: str, clients: Clients) -> str:
    """Whose page a section of the form is about, empty where nobody knows."""
    word = getattr(form, f"{section}_auth")
    if word in ISSUER_OF_WORD:
        return ISSUER_OF_WORD[word]
    named = str(getattr(form, f"{section}_issuer"))
    return _issuer_at(getattr(form, f"{section}_host"), form.from_address, clients) or named


def issuer_for(server: Server, address: str, clients: Clients) -> str:
    """Whose page people sign in at for a server, empty where there is none or nobody knows."""
    named = server.issuer if server.sign_in is SignIn.OAUTH else ""
    return named or _issuer_at(server.host, address, clients)


def _issuer_at(host: str, address: str, clients: Clients) -> str:
    """The issuer of the provider whose server it is, or a registered one of the same domain."""
    known = issuer_of_server(host, address)
    if known is not None:
        return known.id
    domain = host.casefold().partition(".")[2]
    if "." not in domain:
        return ""
    own = (client.issuer for client in clients if client.issuer.partition(".")[2] == domain)
    return next(own, "")


def server_of(account: Account, role: SecretRole) -> Server | None:
    """The server that the secret of this role opens; None where it is not set up."""
    if role is SecretRole.INBOX:
        return account.inbox
    if role is SecretRole.MESSENGER:
        return account.messenger.server if account.messenger is not None else None
    return account.mail_server


def page_of(account: Account, role: SecretRole, clients: Clients) -> str:
    """Whose page people can be offered for a server, as they call it; empty for none."""
    server = server_of(account, role)
    if server is None:
        return ""
    return page_to_offer(issuer_for(server, account.identity.address, clients), clients)


def page_of_witness(witness: Witness, clients: Clients) -> str:
    """The same for a witness mailbox."""
    return page_to_offer(issuer_for(witness.server, witness.address, clients), clients)


def with_page(account: Account, role: SecretRole, clients: Clients) -> Account:
    """The account with a server signed in to at its provider's page.

    Mail server and inbox go together where they are of the same provider: one sign-in opens both.
    """
    address, server = account.identity.address, server_of(account, role)
    if server is None:
        return account
    if role is SecretRole.MESSENGER and account.messenger is not None:
        messenger = msgspec.structs.replace(
            account.messenger, server=at_page(server, address, clients)
        )
        return msgspec.structs.replace(account, messenger=messenger)
    issuer = issuer_for(server, address, clients)

    def follow(other: Server) -> Server:
        return (
            at_page(other, address, clients)
            if issuer_for(other, address, clients) == issuer
            else other
        )

    inbox = None if account.inbox is None else follow(account.inbox)
    return msgspec.structs.replace(account, mail_server=follow(account.mail_server), inbox=inbox)


def at_page(server: Server, address: str, clients: Clients) -> Server:
    """The server, signed in to at its provider's page."""
    return msgspec.structs.replace(
        server, sign_in=SignIn.OAUTH, issuer=issuer_for(server, address, clients)
    )

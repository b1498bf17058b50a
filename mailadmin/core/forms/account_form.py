"""The account form: every field as the user typed it, and what was pasted put in its place."""

from collections.abc import Mapping
from typing import Final

import msgspec

from mailadmin.core.account import (
    DEFAULT_PORTS,
    DEFAULT_TIME_LIMIT,
    Account,
    FromPolicy,
    Security,
    Server,
    SignIn,
    Witness,
)
from mailadmin.core.event import Phrase
from mailadmin.core.forms import values
from mailadmin.core.forms.address import Address, parse_address, tidy_address
from mailadmin.core.forms.field import clean
from mailadmin.core.forms.host import read_host
from mailadmin.core.oauth.issuers import GOOGLE, MICROSOFT
from mailadmin.core.secret import Secret

NO_SECRET = Secret("")

ISSUER_OF_WORD: Final = {"microsoft": MICROSOFT, "google": GOOGLE}
"""Whose page it is that the words of a sign-in name; ``oauth`` is the page of the server's own."""

WORD_OF_ISSUER: Final = {issuer: word for word, issuer in ISSUER_OF_WORD.items()}

SIGN_IN_WORDS: Final = (SignIn.PASSWORD, *ISSUER_OF_WORD, SignIn.OAUTH, SignIn.NONE)
"""All words for a sign-in, in the order in which people meet them."""

# What a pasted port says about the security (RFC 8314 sections 3.2 and 3.3, RFC 6409).
_SECURITY_ON = {
    "465": Security.TLS,
    "993": Security.TLS,
    "587": Security.STARTTLS,
    "143": Security.STARTTLS,
}


class AccountForm(msgspec.Struct, frozen=True, kw_only=True):
    """The fields, named as the controls of the window. A password field is a :class:`Secret`.

    An empty password field means that the stored password stays. A section without a host is not
    set up. The fields that end in ``_issuer`` have no control: they say whose page it is where a
    sign-in is ``oauth`` and the server is nobody's that the program knows.
    """

    account_name: str = ""
    from_address: str = ""
    from_name: str = ""
    reply_to: str = ""
    support_address: str = ""
    server_host: str = ""
    server_port: str = ""
    server_security: str = Security.TLS
    server_auth: str = SignIn.PASSWORD
    server_issuer: str = ""
    server_user: str = ""
    server_password: Secret = NO_SECRET
    server_timeout: str = f"{DEFAULT_TIME_LIMIT:g}"
    messenger_host: str = ""
    messenger_port: str = ""
    messenger_security: str = Security.TLS
    messenger_auth: str = SignIn.PASSWORD
    messenger_issuer: str = ""
    messenger_user: str = ""
    messenger_password: Secret = NO_SECRET
    messenger_address: str = ""
    messenger_from_policy: str = FromPolicy.AUTOMATIC
    inbox_host: str = ""
    inbox_port: str = ""
    inbox_security: str = Security.TLS
    inbox_auth: str = SignIn.PASSWORD
    inbox_issuer: str = ""
    inbox_user: str = ""
    inbox_password: Secret = NO_SECRET


def form_of(account: Account) -> AccountForm:
    """Give the form that shows an account; the password fields are empty."""
    fields: dict[str, str] = {
        "account_name": account.name,
        "from_address": account.identity.address,
        "from_name": account.identity.name,
        "reply_to": account.identity.reply_to,
        "support_address": account.support_address,
        "server_timeout": f"{account.mail_server.time_limit:g}",
    }
    sections = {"server": account.mail_server, "inbox": account.inbox}
    if account.messenger is not None:
        sections["messenger"] = account.messenger.server
        fields["messenger_address"] = account.messenger.address
        fields["messenger_from_policy"] = account.messenger.from_policy
    for section, server in sections.items():
        fields |= fields_of(section, server)
    return msgspec.structs.replace(AccountForm(), **fields)


def form_of_witness(witness: Witness) -> AccountForm:
    """Give the form that shows a witness mailbox; the password field is empty."""
    fields = {"from_address": witness.address, **fields_of("inbox", witness.server)}
    return msgspec.structs.replace(AccountForm(), **fields)


def fields_of(section: str, server: Server | None) -> dict[str, str]:
    """Give the fields of a section of the form, ``server`` or another, that show a server."""
    if server is None:
        return {}
    return {
        f"{section}_host": server.host,
        f"{section}_port": str(server.port),
        f"{section}_security": server.security,
        f"{section}_user": server.user_name,
        f"{section}_auth": _word_of_sign_in(server),
        f"{section}_issuer": server.issuer,
    }


def _word_of_sign_in(server: Server) -> str:
    if server.sign_in is SignIn.OAUTH:
        return WORD_OF_ISSUER.get(server.issuer, SignIn.OAUTH)
    return server.sign_in


def tidy(form: AccountForm) -> AccountForm:
    """Put what was pasted where it belongs; what can't be read stays as it was typed.

    ``smtp://host:587`` in a host field fills the port and the security too, ``Anna <anna@…>`` in
    the address field offers the name.
    """
    changes: dict[str, str | Secret] = {}
    for section in ("server", "messenger", "inbox"):
        changes |= {f"{section}_password": getattr(form, f"{section}_password")}
        changes |= _spread_host(form, section)
    for field in ("from_address", "reply_to", "support_address", "messenger_address"):
        text = tidy_address(getattr(form, field))
        found = parse_address(text)
        changes[field] = found.address if isinstance(found, Address) else text
        if field == "from_address" and isinstance(found, Address) and not clean(form.from_name):
            changes["from_name"] = found.name
    for field, value in changes.items():
        if isinstance(value, Secret):
            changes[field] = values.tidy_password(value)
    return msgspec.structs.replace(form, **changes)


def _spread_host(form: AccountForm, section: str) -> dict[str, str | Secret]:
    found = read_host(getattr(form, f"{section}_host"))
    if isinstance(found, Phrase):
        return {}
    changes: dict[str, str | Secret] = {f"{section}_host": found.host}
    security = found.security or _SECURITY_ON.get(found.port)
    if security is not None:
        changes[f"{section}_security"] = security
        changes[f"{section}_port"] = str(default_ports(section)[security])
    if found.port:
        changes[f"{section}_port"] = found.port
    if found.user and not clean(getattr(form, f"{section}_user")):
        changes[f"{section}_user"] = found.user
    if found.password and not getattr(form, f"{section}_password"):
        changes[f"{section}_password"] = found.password
    return changes


def default_ports(section: str) -> Mapping[Security, int]:
    """Give the ports of a section of the form: ``server``, ``messenger`` or ``inbox``."""
    return values.INBOX_PORTS if section == "inbox" else DEFAULT_PORTS

"""How an account is read from the account form: the rules of every field, in one place."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from mailadmin.core.account import (
    DEFAULT_TIME_LIMIT,
    Account,
    FromPolicy,
    Identity,
    Messenger,
    SecretRole,
    Security,
    Server,
    SignIn,
    Witness,
)
from mailadmin.core.event import Phrase
from mailadmin.core.forms import values
from mailadmin.core.forms.account_form import (
    ISSUER_OF_WORD,
    SIGN_IN_WORDS,
    AccountForm,
    default_ports,
    tidy,
)
from mailadmin.core.forms.address import Address, parse_address
from mailadmin.core.forms.field import FieldProblem, clean, echo
from mailadmin.core.forms.host import read_host
from mailadmin.core.forms.issuer import issuer_meant
from mailadmin.core.oauth.client import HOST
from mailadmin.core.oauth.issuers import issuer_of_id, issuer_of_server, may_be_shown_to
from mailadmin.core.secret import Secret

Value = TypeVar("Value")
Choice = TypeVar("Choice", Security, SignIn, FromPolicy)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a form says: an account and the secrets typed, or the problems that keep it back.

    ``warnings`` stand beside their fields and stop nothing. ``form`` is the form tidied up, to be
    shown instead of what was typed.
    """

    form: AccountForm
    account: Account | None
    secrets: Mapping[SecretRole, Secret]
    problems: tuple[FieldProblem, ...]
    warnings: tuple[FieldProblem, ...]


def read(form: AccountForm, account_id: str, before: Account | None = None) -> Reading:
    """Read a form. ``before`` is the account it shows, if it is not a new one.

    What the user has allowed for a server (a certificate, a password without encryption) stays
    only as long as it is the same host and port.
    """
    return _Reader(tidy(form)).reading(account_id, before)


class WitnessReading(msgspec.Struct, frozen=True, kw_only=True):
    """What a form says of a witness mailbox: ``from_address`` and the fields of the inbox.

    ``secret`` is the password that was typed, if one was. ``forgets`` says that the stored one
    belongs to another host and must not go to this one. The rest as in :class:`Reading`.
    """

    form: AccountForm
    witness: Witness | None
    secret: Secret | None
    problems: tuple[FieldProblem, ...]
    warnings: tuple[FieldProblem, ...]
    forgets: bool = False


def read_witness(
    form: AccountForm, witness_id: str, before: Witness | None = None
) -> WitnessReading:
    """Read a witness mailbox. ``before`` is the one that the form shows, if it is not new."""
    return _Reader(tidy(form)).witness_reading(witness_id, before)


def _with_allowances(account: Account, before: Account) -> Account:
    server = _still_allowed(account.mail_server, before.mail_server)
    messenger, inbox = account.messenger, account.inbox
    if messenger and before.messenger:
        relay = _still_allowed(messenger.server, before.messenger.server)
        messenger = msgspec.structs.replace(messenger, server=relay)
    if inbox and before.inbox:
        inbox = _still_allowed(inbox, before.inbox)
    return msgspec.structs.replace(account, mail_server=server, messenger=messenger, inbox=inbox)


def _still_allowed(server: Server, before: Server) -> Server:
    if (server.host, server.port) != (before.host, before.port):
        return server
    bared = server.security is Security.NONE and before.security is not Security.NONE
    return msgspec.structs.replace(
        server,
        trusted_certificate=before.trusted_certificate,
        plain_password_allowed=before.plain_password_allowed and not bared,
    )


class _Reader:
    """Reads one tidied form, and collects what is wrong on the way."""

    def __init__(self, form: AccountForm) -> None:
        self._form = form
        self._problems: list[FieldProblem] = []
        self._warnings: list[FieldProblem] = []
        self._secrets: dict[SecretRole, Secret] = {}
        self._shared = ""  # the mail server's issuer: the inbox is opened by the same sign-in

    def reading(self, account_id: str, before: Account | None) -> Reading:
        form = self._form
        identity = self._identity()
        server = self._server("server", identity.address)
        messenger = self._messenger(identity.address)
        inbox = self._server("inbox", form.server_user or identity.address)
        support = self._address("support_address")
        name = self._value("account_name", values.read_name(form.account_name), "")
        account = None
        if server is not None and not self._problems:
            account = Account(
                id=before.id if before else account_id,
                name=name or identity.address,
                identity=identity,
                mail_server=server,
                messenger=messenger,
                inbox=inbox,
                support_address=support,
            )
            account = _with_allowances(account, before) if before else account
        return Reading(
            form=form,
            account=account,
            secrets=self._secrets,
            problems=tuple(self._problems),
            warnings=tuple(self._warnings),
        )

    def witness_reading(self, witness_id: str, before: Witness | None) -> WitnessReading:
        address = self._address("from_address", needed=True)
        server = self._server("inbox", address)
        if server is None and not self._problems:
            self._problem("inbox_host", Phrase("field.host.missing"))
        witness = None
        if server is not None and not self._problems:
            server = _still_allowed(server, before.server) if before else server
            witness = Witness(
                id=before.id if before else witness_id, address=address, server=server
            )
        secret = self._secrets.get(SecretRole.INBOX)
        moved = before is not None and server is not None and server.host != before.server.host
        return WitnessReading(
            form=self._form,
            witness=witness,
            secret=secret,
            forgets=moved and not secret,
            problems=tuple(self._problems),
            warnings=tuple(self._warnings),
        )

    def _identity(self) -> Identity:
        address = self._address("from_address", needed=True)
        domain = address.rpartition("@")[2]
        if domain and "." not in domain and domain != "localhost" and ":" not in domain:
            self._warn("from_address", Phrase("field.address.no-dot", {"domain": domain}))
        return Identity(
            address=address,
            name=self._value("from_name", values.read_name(self._form.from_name), ""),
            reply_to=self._address("reply_to"),
        )

    def _messenger(self, own_address: str) -> Messenger | None:
        address = self._address("messenger_address")
        policy = self._choice("messenger_from_policy", FromPolicy, FromPolicy.AUTOMATIC)
        server = self._server("messenger", address)
        if server is None:
            return None
        user = parse_address(server.user_name)
        address = address or (user.address if isinstance(user, Address) else own_address)
        return Messenger(server=server, address=address, from_policy=policy)

    def _server(self, section: str, default_user: str) -> Server | None:
        """One server; ``None`` when it is not set up, or wrong."""
        form = self._form
        host = read_host(self._text(section, "host"))
        if isinstance(host, Phrase):
            if section == "server" or self._is_begun(section) or host.id != "field.host.missing":
                self._problem(f"{section}_host", host)
            return None
        security = self._choice(f"{section}_security", Security, Security.TLS)
        port = default_ports(section)[security]
        if clean(self._text(section, "port")):
            port = self._value(
                f"{section}_port", values.read_port(self._text(section, "port")), port
            )
        sign_in, issuer = self._sign_in(section, host.host, default_user)
        user = self._value(
            f"{section}_user", values.read_user_name(self._text(section, "user")), ""
        )
        if sign_in is SignIn.PASSWORD:
            self._password(section)
        if sign_in is not SignIn.NONE:
            user = user or default_user
            if not user:
                self._problem(f"{section}_user", Phrase("field.user.missing"))
        limit = values.read_time_limit(form.server_timeout)
        if section == "server":
            limit = self._value("server_timeout", limit, DEFAULT_TIME_LIMIT)
        self._doubt_security(section, security, port)
        return Server(
            host=host.host,
            port=port,
            security=security,
            sign_in=sign_in,
            user_name=user,
            issuer=issuer,
            time_limit=DEFAULT_TIME_LIMIT if isinstance(limit, Phrase) else limit,
        )

    def _is_begun(self, section: str) -> bool:
        typed = [self._text(section, "user")]
        if section == "messenger":
            typed.append(self._form.messenger_address)
        return any(map(clean, typed)) or bool(getattr(self._form, f"{section}_password"))

    def _password(self, section: str) -> None:
        secret: Secret = getattr(self._form, f"{section}_password")
        if not secret:
            return
        if problem := values.problem_of_password(secret):
            self._problem(f"{section}_password", problem)
        elif doubt := values.doubt_about_password(secret):
            self._warn(f"{section}_password", doubt)
        role = {"server": SecretRole.MAIL_SERVER, "messenger": SecretRole.MESSENGER}
        self._secrets[role.get(section, SecretRole.INBOX)] = secret

    def _doubt_security(self, section: str, security: Security, port: int) -> None:
        field = f"{section}_security"
        if security is Security.NONE:
            self._warn(field, Phrase("field.security.none"))
        elif security is Security.STARTTLS and port in (465, 993):
            self._warn(field, Phrase("field.security.tls-port", {"port": port}))
        elif security is Security.TLS and port in (25, 143, 587):
            self._warn(field, Phrase("field.security.starttls-port", {"port": port}))

    def _address(self, field: str, *, needed: bool = False) -> str:
        text: str = getattr(self._form, field)
        if not text and not needed:
            return ""
        found = parse_address(text, field)
        if isinstance(found, FieldProblem):
            self._problems.append(found)
            return ""
        return found.address

    def _choice(
        self, field: str, kind: type[Choice], default: Choice, words: Iterable[str] = ()
    ) -> Choice:
        word = clean(getattr(self._form, field)).lower()
        if word in list(kind):
            return kind(word)
        self._problem(field, Phrase("field.choice", {"choices": ", ".join(words or kind)}))
        return default

    def _sign_in(self, section: str, host: str, address: str) -> tuple[SignIn, str]:
        """How to sign in, and at whose page where it is by OAuth; nobody's if that is not known."""
        field = f"{section}_auth"
        word = clean(self._text(section, "auth")).lower()
        known = issuer_of_server(host, address)
        named = issuer_meant(self._text(section, "issuer"))
        issuer = ISSUER_OF_WORD.get(word, named)
        if word in ISSUER_OF_WORD:
            sign_in = SignIn.OAUTH
        else:
            sign_in = self._choice(field, SignIn, SignIn.PASSWORD, SIGN_IN_WORDS)
            issuer = known.id if known is not None else issuer
        if sign_in is SignIn.NONE and section == "inbox":
            self._problem(field, Phrase("field.auth.inbox"))
        if sign_in is not SignIn.OAUTH:
            return sign_in, ""
        if named and not HOST.fullmatch(named):
            self._problem(f"{section}_issuer", Phrase("field.issuer", {"text": echo(named)}))
            return sign_in, ""
        if section == "server":
            self._shared = issuer
        elif section == "inbox":
            issuer = issuer or self._shared
        if not may_be_shown_to(issuer, host):
            name = _name_of(issuer)
            self._problem(field, Phrase("field.auth.stranger", {"issuer": name, "host": host}))
        elif section == "inbox" and self._shared not in ("", issuer):
            name = _name_of(self._shared)
            self._problem(field, Phrase("field.auth.two-pages", {"issuer": name, "host": host}))
        return sign_in, issuer

    def _value(self, field: str, found: Value | Phrase, default: Value) -> Value:
        if isinstance(found, Phrase):
            self._problem(field, found)
            return default
        return found

    def _text(self, section: str, field: str) -> str:
        text: str = getattr(self._form, f"{section}_{field}")
        return text

    def _problem(self, field: str, phrase: Phrase) -> None:
        self._problems.append(FieldProblem(field, phrase))

    def _warn(self, field: str, phrase: Phrase) -> None:
        self._warnings.append(FieldProblem(field, phrase))


def _name_of(issuer: str) -> str:
    """What people call an issuer."""
    known = issuer_of_id(issuer)
    return known.name if known is not None else issuer

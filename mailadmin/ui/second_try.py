"""What a failure of the sending offers: another password, or a setting that works."""

import msgspec

from mailadmin.core.account import Account, Route, SecretRole, Server


def role_of(route: Route | None) -> SecretRole:
    """Whose password the server of this route wants."""
    return SecretRole.MESSENGER if route is Route.MESSENGER else SecretRole.MAIL_SERVER


def with_setting(account: Account, route: Route | None, found: Server) -> Account:
    """The account with the server of this route spoken to as was found to work."""
    if route is Route.MESSENGER and account.messenger is not None:
        server = _at(found, account.messenger.server)
        messenger = msgspec.structs.replace(account.messenger, server=server)
        return msgspec.structs.replace(account, messenger=messenger)
    return msgspec.structs.replace(account, mail_server=_at(found, account.mail_server))


def _at(found: Server, server: Server) -> Server:
    # What the user has allowed for the old way is not allowed for another.
    return msgspec.structs.replace(
        server,
        host=found.host,
        port=found.port,
        security=found.security,
        trusted_certificate=None,
        plain_password_allowed=False,
    )

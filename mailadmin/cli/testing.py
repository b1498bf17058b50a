"""What ``mailadmin test`` does once its options are read; its help page is shown without this."""

import msgspec

from mailadmin.cli.invocation import Invocation
from mailadmin.cli.keeping import about_account, keep
from mailadmin.cli.option_form import InvalidInput, NotDone, resolve
from mailadmin.cli.options import Target
from mailadmin.core.account import Account, Route, SecretRole
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Event, Result, to_all
from mailadmin.core.forms.address import Address, parse_address
from mailadmin.core.history.run import Kind
from mailadmin.core.key_ring import Keys
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.texts import say


def tested(
    invocation: Invocation, target: Target, *, messenger: bool, recipient: str | None
) -> Result:
    """Run the connection test and print its events. Raises :class:`InvalidInput`."""
    workspace = invocation.workspace()
    alone = messenger and target.connection.messenger_alone
    if alone:
        target = msgspec.structs.replace(target, connection=target.connection.as_mail_server())
    account, credentials = resolve(target, workspace, invocation.timeout)
    to = _recipient(recipient) if recipient is not None else account.identity.address

    async def work() -> Result:
        keys = workspace.with_credentials(credentials).keys
        connection = await _target(account, keys, to, messenger=messenger and not alone)
        if alone:
            connection = msgspec.structs.replace(connection, route=Route.MESSENGER)
        events: list[Event] = []
        listener = to_all(events.append, invocation.listener())
        result = await run_connection_test(connection, workspace.net, listener)
        if not target.connection.given:
            about = about_account(account, Kind.TEST, route=connection.route)
            await keep(workspace, about, events, result)
        return result

    return invocation.run(work())


async def _target(
    account: Account, keys: Keys, recipient: str, *, messenger: bool
) -> ConnectionTarget:
    server, sender = account.mail_server, account.identity.address
    route, role = Route.MAIL_SERVER, SecretRole.MAIL_SERVER
    if messenger:
        if account.messenger is None:
            raise InvalidInput(f"{account.name} has no Messenger. Add --messenger-server HOST.")
        server, sender = account.messenger.server, account.messenger.address
        route, role = Route.MESSENGER, SecretRole.MESSENGER
    try:
        key = await keys.key(account.id, role, server)
    except CredentialsError as error:
        raise NotDone(say(error.phrase)) from None
    return ConnectionTarget(server=server, key=key, route=route, sender=sender, recipient=recipient)


def _recipient(text: str) -> str:
    parsed = parse_address(text)
    if not isinstance(parsed, Address):
        raise InvalidInput(f"--to: {say(parsed.phrase)}")
    return parsed.address

"""A sender in front of the real servers: an account, its outbox, and ways to look at both ends."""

from typing import Final

import msgspec

from mailadmin.core.account import (
    Account,
    FromPolicy,
    Identity,
    Messenger,
    Route,
    SecretRole,
    Security,
    Server,
)
from mailadmin.core.event import Event, Found, Result, SendResult
from mailadmin.core.finding import Finding
from mailadmin.core.ids import new_id
from mailadmin.core.secret import Secret
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.records import Row
from mailadmin.core.send.sending import send
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.workspace import Workspace
from tests.live.postfix import (
    ANNA,
    BEN,
    COURIER,
    COURIER_PASSWORD,
    MAIL_HOST,
    MESSENGER_HOST,
    PASSWORD,
    Mail,
)

PATIENT = 15.0
"""Seconds: more than a loaded computer needs for any stage."""


class Seen(list[Event]):
    """A listener that keeps everything."""

    __call__ = list.append

    def finding(self, check: str) -> Finding:
        """The last finding of a check."""
        findings = [event.finding for event in self if isinstance(event, Found)]
        return [finding for finding in findings if finding.check == check][-1]


def own_server(port: int, **changes: object) -> Server:
    """The user's own mail server; without encryption, unless changed."""
    values: dict[str, object] = {
        "host": MAIL_HOST,
        "port": port,
        "security": Security.NONE,
        "user_name": ANNA,
        "time_limit": PATIENT,
        "plain_password_allowed": True,
    }
    return Server(**{**values, **changes})  # type: ignore[arg-type]


SECRETS: Final = {
    ("anna", SecretRole.MAIL_SERVER): Secret(PASSWORD),
    ("anna", SecretRole.INBOX): Secret(PASSWORD),
    ("anna", SecretRole.MESSENGER): Secret(COURIER_PASSWORD),
}
"""What the keyring of a sender has who signs in with passwords."""


class Desk(msgspec.Struct, kw_only=True):
    """Everything one sender has."""

    mail: Mail
    workspace: Workspace

    def account(
        self, server: Server, messenger: Messenger | None = None, **more: object
    ) -> Account:
        identity = Identity(address=ANNA, name="Anna Berg")
        return Account(
            id="anna", name="Anna", identity=identity, mail_server=server, messenger=messenger,
            **more,
        )  # type: ignore[arg-type]  # fmt: skip

    def messenger(self, policy: FromPolicy = FromPolicy.AUTOMATIC) -> Messenger:
        server = Server(
            host=MESSENGER_HOST,
            port=self.mail.messenger.submission,
            security=Security.STARTTLS,
            user_name=COURIER,
            time_limit=PATIENT,
        )
        return Messenger(server=server, address=COURIER, from_policy=policy)

    async def test(self, server: Server, seen: Seen, **changes: object) -> Result:
        values = {"sender": ANNA, "recipient": BEN, "key": Secret(PASSWORD), **changes}
        target = ConnectionTarget(server=server, route=Route.MAIL_SERVER, **values)  # type: ignore[arg-type]
        return await run_connection_test(target, self.workspace.net, seen)

    async def send(
        self, account: Account, to: tuple[str, ...] = (BEN,), text: str = "Hi"
    ) -> "Sent":
        """Send a message with a subject of its own, and see what became of it."""
        subject = f"Live {new_id()}"
        seen = Seen()
        result = await send(account, Draft(to=to, subject=subject, text=text), self.workspace, seen)
        assert result.outbox_id is not None
        row = await self.workspace.outbox.show(result.outbox_id)
        return Sent(result=result, row=row, subject=subject, seen=seen)


class Sent(msgspec.Struct, kw_only=True):
    """One message after :meth:`Desk.send`."""

    result: SendResult
    row: Row
    subject: str
    seen: Seen

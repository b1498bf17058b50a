"""What the tests of sending share: somebody at a desk, and what came of it."""

import copy
import email
import email.policy
from email.message import EmailMessage

import msgspec

from mailadmin.core.account import Account
from mailadmin.core.event import Event, Finished, Found, SendResult, Started
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import resend, send
from mailadmin.core.workspace import Workspace
from mailadmin.sandbox.scenario import ANNA
from mailadmin.sandbox.system import Sandbox


def with_parts(workspace: Workspace, **parts: object) -> Workspace:
    """The same workspace with other parts in the place of its own."""
    changed = copy.copy(workspace)
    vars(changed).update(parts)
    return changed


class Desk(msgspec.Struct, kw_only=True):
    """One sender: the sandbox it sends to, its account, its workspace, what it has heard."""

    sandbox: Sandbox
    account: Account
    workspace: Workspace
    heard: list[Event] = []

    async def send(self, *to: str, **options: object) -> SendResult:
        draft = options.pop("draft", None) or Draft(
            to=to or (ANNA,), subject="Hello", html="<p>How are <b>you</b>?</p>"
        )
        return await send(self.account, draft, self.workspace, self.heard.append, **options)  # type: ignore[arg-type]

    async def resend(self, row_id: str, **options: object) -> SendResult:
        return await resend(
            row_id,
            self.account,
            self.workspace,
            self.heard.append,
            **options,  # type: ignore[arg-type]
        )

    def change(self, **changes: object) -> None:
        """Change the account."""
        self.account = msgspec.structs.replace(self.account, **changes)

    def received(self, address: str = ANNA) -> list[EmailMessage]:
        """What has arrived for an address."""
        found = []
        for data in self.sandbox.mailbox(address):
            message = email.message_from_bytes(data, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            found.append(message)
        return found

    @property
    def checks(self) -> list[tuple[str, str]]:
        """The checks that were heard of, with their status."""
        return [
            (event.finding.check, event.finding.status)
            for event in self.heard
            if isinstance(event, Found)
        ]

    def heard_everything_out(self) -> None:
        """Every check that began was answered, and one result came last."""
        open_checks: list[str] = []
        for event in self.heard:
            if isinstance(event, Started):
                open_checks.append(event.check)
            elif isinstance(event, Found) and event.finding.check in open_checks:
                open_checks.remove(event.finding.check)
        assert open_checks == []
        assert [isinstance(e, Finished) for e in self.heard].count(True) == 1
        assert isinstance(self.heard[-1], Finished)

"""What ``mailadmin send --check`` says: what filters would dislike in the message."""

from collections.abc import Sequence

import click

from mailadmin.cli.invocation import Invocation
from mailadmin.cli.terminal import finding_line, mending_lines
from mailadmin.core.account import Account
from mailadmin.core.finding import Finding, Status
from mailadmin.core.json_lines import finding_json, line
from mailadmin.core.net import Net
from mailadmin.core.send.content_check import check_content
from mailadmin.core.send.draft import Draft


def checked(invocation: Invocation, draft: Draft, account: Account, net: Net) -> int:
    """Look at the message and print what was found; 1 where something should be better.

    Raises :class:`~mailadmin.core.send.errors.MessageError`. Nothing is sent.
    """
    findings = invocation.run(check_content(draft, account.identity, net))
    if invocation.json:
        for finding in findings:
            click.echo(line(finding_json(finding)))
        click.echo(line(_result(findings)))
    else:
        for finding in findings:
            click.echo(finding_line(finding, verbose=invocation.verbose))
        for text in mending_lines(findings):
            click.echo(text)
        click.echo("\nNothing was sent. Every receiver decides by itself.")
    return int(_is_wanting(findings))


def _is_wanting(findings: Sequence[Finding]) -> bool:
    return any(one.status in (Status.FAILED, Status.WARNING) for one in findings)


def _result(findings: Sequence[Finding]) -> dict[str, object]:
    """The last line, as every command has one."""
    return {
        "type": "result",
        "command": "send",
        "status": "warning" if _is_wanting(findings) else "passed",
        "title": "The message was checked and not sent.",
        "proven": [],
        "not_proven": ["Every receiver decides by itself."],
        "route": None,
        "message_id": None,
        "elapsed_ms": max((one.elapsed_ms for one in findings), default=0.0),
        "accepted": [],
        "refused": [],
    }

"""``mailadmin send``: send one email, with the Messenger behind the mail server."""

import sys
from pathlib import Path

import click
import msgspec

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.option_form import InvalidInput, resolve
from mailadmin.cli.options import Target, target_arguments
from mailadmin.core.forms.address import parse_address_list
from mailadmin.core.send.draft import Attachment, Draft
from mailadmin.core.send.errors import MessageError, SendError
from mailadmin.core.send.sending import send as send_draft
from mailadmin.core.texts import say

LONGEST_TEXT = 50_000_000
"""Bytes of a text that still make sense to read into a message."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What the options say of the message."""

    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    to_self: bool
    subject: str
    text: str | None
    text_file: str | None
    html_file: str | None
    attach: tuple[str, ...]


def _letter_options(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(
        (
            click.option("--to", multiple=True, metavar="ADDR", help="Recipient. Repeatable."),
            click.option("--cc", multiple=True, metavar="ADDR", help="Copy. Repeatable."),
            click.option("--bcc", multiple=True, metavar="ADDR", help="Hidden copy. Repeatable."),
            click.option("--self", "to_self", is_flag=True, help="Send it to yourself."),
            click.option("--subject", default="", metavar="TEXT", help="The subject."),
            click.option("--text", metavar="TEXT", help="The text."),
            click.option("--text-file", metavar="FILE", help="File with the text; - is input."),
            click.option("--html-file", metavar="FILE", help="File with formatted text (HTML)."),
            click.option("--attach", multiple=True, metavar="FILE", help="File. Repeatable."),
        )
    ):
        command = option(command)
    return command


@click.command()
@target_arguments
@_letter_options
@click.option("--check", is_flag=True, help="Only say what filters would dislike; send nothing.")
@click.option("--no-fallback", is_flag=True, help="Do not let the Messenger step in.")
@click.option(
    "--transcript",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the conversation to a file, secrets removed.",
)
@global_options
@click.pass_obj
def send(
    invocation: Invocation,
    /,
    target: Target,
    check: bool,
    no_fallback: bool,
    transcript: Path | None,
    **letter: object,
) -> None:
    """Send an email. If the mail server fails, the Messenger sends it."""
    workspace = invocation.workspace()
    account, credentials = resolve(target, workspace, invocation.timeout)
    draft = _draft(msgspec.convert(letter, Letter), account.identity.address)
    try:
        if check:
            from mailadmin.cli.checking import checked

            raise click.exceptions.Exit(checked(invocation, draft, account, workspace.net))
        result = invocation.run(
            send_draft(
                account,
                draft,
                workspace.with_credentials(credentials),
                invocation.listener(),
                fallback=not no_fallback,
            )
        )
    except MessageError as error:
        raise InvalidInput(say(error.phrase)) from None
    except SendError as error:
        raise click.ClickException(say(error.phrase)) from None
    invocation.leave(result, transcript)


def _draft(letter: Letter, own_address: str) -> Draft:
    to = (*letter.to, *((own_address,) if letter.to_self else ()))
    text = letter.text
    if letter.text_file is not None:
        if text is not None:
            raise InvalidInput("Give either --text or --text-file, not both.")
        text = _read("--text-file", letter.text_file)
    html = "" if letter.html_file is None else _read("--html-file", letter.html_file)
    for path in letter.attach:
        if not Path(path).is_file():
            raise InvalidInput(f"--attach: {path} is not a file that can be read.")
    return Draft(
        to=_addresses("--to", to),
        cc=_addresses("--cc", letter.cc),
        bcc=_addresses("--bcc", letter.bcc),
        subject=letter.subject,
        text=text or "",
        html=html,
        attachments=tuple(
            Attachment(path=path, size=Path(path).stat().st_size) for path in letter.attach
        ),
    )


def _addresses(option: str, values: tuple[str, ...]) -> tuple[str, ...]:
    addresses: list[str] = []
    for value in values:
        parsed = parse_address_list(value)
        if parsed.problems:
            raise InvalidInput(*(f"{option}: {say(p.phrase)}" for p in parsed.problems))
        addresses += [
            f"{msgspec.json.encode(a.name).decode()} <{a.address}>" if a.name else a.address
            for a in parsed.addresses
        ]
    return tuple(addresses)


def _read(option: str, name: str) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LONGEST_TEXT + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LONGEST_TEXT + 1)
        if len(data) > LONGEST_TEXT:
            raise InvalidInput(f"{option}: {name} is too long for a message.")
        return data.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise InvalidInput(f"{option}: {name} can't be read: {reason}.") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{option}: {name} is not text in UTF-8.") from None

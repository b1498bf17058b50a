"""What ``mailadmin message`` does once its options are read; its help page needs none of this."""

import sys
from pathlib import Path
from typing import Final

import click

from mailadmin.cli.invocation import Invocation
from mailadmin.cli.message_words import message_listener
from mailadmin.cli.option_form import InvalidInput
from mailadmin.cli.terminal import json_listener
from mailadmin.core.filters_in_reach import RSPAMD_HERE, SPAMD_HERE, Place
from mailadmin.core.forms.host import HostRead, read_host
from mailadmin.core.net import Net
from mailadmin.core.reading.examination import CHECK_LIMIT, read_message
from mailadmin.core.reading.outcome import MessageResult
from mailadmin.core.reading.scene import Filters
from mailadmin.core.reading.source import LARGEST, Refused, message_in, message_in_file
from mailadmin.core.texts import say


def explained(
    invocation: Invocation, file: str, *, spamd: str | None, rspamd: str | None
) -> MessageResult:
    """Read a message and print what it means. Raises :class:`InvalidInput`."""
    named = _named(spamd, rspamd)
    raw = _read(file)
    net = invocation.workspace().net
    return invocation.run(_explained(invocation, raw, net, named))


async def _explained(
    invocation: Invocation, raw: bytes, net: Net, filters: Filters
) -> MessageResult:
    listener = (
        json_listener(click.echo)
        if invocation.json
        else message_listener(click.echo, verbose=invocation.verbose)
    )
    limit = invocation.timeout or CHECK_LIMIT
    return await read_message(raw, net, listener, filters=filters, limit=limit)


def _named(spamd: str | None, rspamd: str | None) -> Filters:
    """The filters that somebody named, else those on this computer if they are there."""
    wanted = ((SPAMD_HERE, "--spamd", spamd), (RSPAMD_HERE, "--rspamd", rspamd))
    places = tuple(_place(usual, option, text) for usual, option, text in wanted if text)
    return Filters(places, named=True) if places else Filters()


def _place(usual: Place, option: str, text: str) -> Place:
    read = read_host(text)
    if not isinstance(read, HostRead):
        raise InvalidInput(f"{option}: {say(read)}")
    return Place(usual.kind, read.host, int(read.port or usual.port))


_REFUSED: Final = {
    Refused.EMPTY: "There is no message: the text is empty.",
    Refused.TOO_BIG: "The message is bigger than 30 MB. Its header is enough: the lines up to the"
    " first empty one.",
    Refused.OUTLOOK: "This is a file in Outlook's own format. Save the message as text or as .eml"
    " (in Outlook: File, Save as, Text Only), or copy its internet headers.",
    Refused.NOT_TEXT: "This is no message: it is not text.",
    Refused.NO_HEADERS: "This is no message: it has no header lines such as “From: …” and"
    " “Received: …”. In webmail, choose “Show original” or “Download message” and take that. For an"
    " error message alone there is: mailadmin diagnose",
}


def _read(file: str) -> bytes:
    """The message. Raises :class:`InvalidInput` where it is none."""
    try:
        if file == "-":
            message = message_in(sys.stdin.buffer.read(LARGEST + 1))
        else:
            message = message_in_file(Path(file))
    except OSError as error:
        reason = error.strerror or str(error)
        raise InvalidInput(f"{file} can't be read: {reason}.") from None
    if isinstance(message, Refused):
        raise InvalidInput(_REFUSED[message])
    return message

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
from mailadmin.core.texts import say

LONGEST_MESSAGE: Final = 50_000_000
"""Bytes of a message that are read; hardly a server takes bigger ones."""


def explained(
    invocation: Invocation, file: str, *, spamd: str | None, rspamd: str | None
) -> MessageResult:
    """Read a message and print what it means. Raises :class:`InvalidInput`."""
    named = _named(spamd, rspamd)
    raw = _read(file)
    if not raw.strip():
        raise InvalidInput("There is no message: the text is empty.")
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


def _read(file: str) -> bytes:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(LONGEST_MESSAGE + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(LONGEST_MESSAGE + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InvalidInput(f"{file} can't be read: {reason}.") from None
    if len(raw) > LONGEST_MESSAGE:
        raise InvalidInput("The message is bigger than 50 MB. Give only its first part.")
    return raw

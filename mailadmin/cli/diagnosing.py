"""What ``mailadmin diagnose`` does once its options are read; its help page needs none of this."""

import sys
import time
from datetime import UTC, datetime
from typing import Final

import click
import msgspec

from mailadmin.cli.diagnose import STAGES
from mailadmin.cli.invocation import Invocation
from mailadmin.cli.option_form import InvalidInput
from mailadmin.cli.terminal import explanation_lines
from mailadmin.core.diagnosis import Diagnosis, how_sure
from mailadmin.core.diagnosis import diagnose as diagnose_text
from mailadmin.core.diagnosis.reading import moment_of
from mailadmin.core.forms.host import HostRead, read_host
from mailadmin.core.json_lines import diagnosis_json, line
from mailadmin.core.texts import say

LONGEST_TEXT: Final = 10_000_000
"""Bytes that are read from standard input. A returned message may bring an attachment back."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of where a text came from, as it was typed."""

    server: str | None = None
    port: int | None = None
    security: str | None = None
    stage: str | None = None


def explained(invocation: Invocation, text: str, known: Known) -> Diagnosis:
    """Explain a text and print what it means. Raises :class:`InvalidInput`."""
    if known.stage is not None and moment_of(known.stage) is None:
        raise InvalidInput(
            f"--stage: “{known.stage}” is no step of a conversation. There are {', '.join(STAGES)}."
        )
    known = _with_place(known)
    words = from_standard_input() if text == "-" else text
    if not words.strip():
        raise InvalidInput(
            "There is no text to explain. Give the error message in quotation marks, or - and the"
            " text on standard input."
        )
    began = time.perf_counter()
    found = diagnose_text(
        words,
        server=known.server,
        port=known.port,
        security=known.security,
        stage=known.stage,
        today=datetime.now(UTC).date(),
    )
    if invocation.json:
        click.echo(line(diagnosis_json(found, (time.perf_counter() - began) * 1000)))
        return found
    mark, colour = ("✔", None) if found.known else ("?", "yellow")
    click.echo(click.style(f"{mark} {found.title}", fg=colour, bold=True))
    if found.known:
        click.echo(f"  {how_sure(found.confidence or 0.0)}.")
    for sentence in explanation_lines(found):
        click.echo(sentence)
    if invocation.verbose:
        click.echo(f"\n  {found.cause}, {found.confidence:.0%}. Read as: {found.reply}")
    return found


def _with_place(known: Known) -> Known:
    """The server's name read as forgivingly as in the form; a port in it counts too."""
    if known.server is None:
        return known
    place = read_host(known.server)
    if not isinstance(place, HostRead):
        raise InvalidInput(f"--server: {say(place)}")
    port = known.port or (int(place.port) if place.port else None)
    return msgspec.structs.replace(known, server=place.host, port=port)


def from_standard_input() -> str:
    """The text on standard input. Raises :class:`InvalidInput` where it is too long."""
    data = sys.stdin.buffer.read(LONGEST_TEXT + 1)
    if len(data) > LONGEST_TEXT:
        raise InvalidInput("The text is longer than 10 MB. Give only the part with the error.")
    return data.decode("utf-8", "replace")

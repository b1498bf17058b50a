"""All filters that left their fields in a message."""

from collections.abc import Iterable, Iterator

import msgspec

from mailadmin.core.message.border import Border
from mailadmin.core.message.filters import (
    by_word,
    gateways,
    microsoft,
    providers,
    rspamd,
    spamassassin,
)
from mailadmin.core.message.filters.fields import Fields
from mailadmin.core.message.filters.verdict import FilterVerdict
from mailadmin.core.message.headers import Field, Headers


def read_filters(headers: Headers, border: Border) -> tuple[FilterVerdict, ...]:
    """What each filter says: first what the receiver wrote, then what anybody could have written.

    See :mod:`mailadmin.core.message.border` for the line between the two.
    """
    parts: dict[bool, list[Field]] = {True: [], False: []}
    for number, field in enumerate(headers.fields):
        parts[border.has_written(number)].append(field)
    return (
        *_read(parts[True], border, believed=True),
        *_read(parts[False], border, believed=False),
    )


def _read(part: Iterable[Field], border: Border, *, believed: bool) -> Iterator[FilterVerdict]:
    fields = Fields(part)
    for verdict in _all(fields, border, believed=believed):
        if verdict is not None:
            yield msgspec.structs.replace(verdict, believed=believed)


def _all(fields: Fields, border: Border, *, believed: bool) -> Iterator[FilterVerdict | None]:
    yield microsoft.read(fields)
    google = providers.read_google(fields)
    if google is None and believed and border.is_google:
        google = providers.silent_google(fields)
    yield google
    yield from _x_spam(fields, border.receiver if believed else "")
    yield providers.read_yahoo(fields)
    yield providers.read_united_internet(fields, border.receiver)
    yield providers.read_proton(fields)
    yield providers.read_zoho(fields)
    yield gateways.read_proofpoint(fields)
    yield gateways.read_mimecast(fields)
    yield gateways.read_barracuda(fields)
    yield gateways.read_cisco(fields)
    yield gateways.read_sophos(fields)
    yield gateways.read_trend(fields)
    for speaker in by_word.SPEAKERS:
        yield by_word.read(fields, speaker)


def _x_spam(fields: Fields, receiver: str) -> Iterator[FilterVerdict]:
    """Those who use the names that begin with X-Spam: who it was is told by their other fields."""
    fastmail = spamassassin.read_fastmail(fields)
    named = (
        fastmail,
        spamassassin.read(fields) if fastmail is None else None,
        rspamd.read(fields),
        providers.read_apple(fields),
    )
    found = [verdict for verdict in named if verdict is not None]
    plain = spamassassin.read_plain(fields, receiver) if not found else None
    yield from found if plain is None else (plain,)

"""Where the receiver's own part of a header ends: which fields it wrote, and which anybody could.

Every server puts its Received field on top of what it got (RFC 5321 section 4.4), so all that
stands above the field of the server that took the message from outside was written inside. What
stands below came with the message, whatever it says of itself (RFC 8601 sections 5 and 7.1).

A hop counts as inside only where the sender could not have made it look so. What a server calls
itself proves nothing. A name by reverse DNS proves something only between servers that stand beside
each other, because companies give names of their own domain to the computers of customers too.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from ipaddress import ip_network
from itertools import islice
from typing import Final, Generic, TypeVar

import msgspec

from mailadmin.core.dns.addresses import is_internal, read_address
from mailadmin.core.message.headers import Field, Headers
from mailadmin.core.message.hop import Hop
from mailadmin.core.message.organization import MICROSOFT, is_other, is_same, organization
from mailadmin.core.message.path import COLLECTED, Path, received_values

MOST_READ: Final = 20
"""Fields of one name that are told apart; real messages have up to ten."""

Read = TypeVar("Read")

_GOOGLE: Final = "mx.google.com"
_RESULTS: Final = "authentication-results"
_SPF: Final = "received-spf"
_AUTHOR: Final = re.compile(r"\s{0,20}([\w.-]{1,255})(?:\s{1,20}1)?\s{0,20};")
"""The server at the beginning of Authentication-Results."""
_GOOGLES_SPF: Final = re.compile(r"\s{0,20}\w{1,20}\s{1,20}\(google\.com:", re.IGNORECASE)
_READ: Final = 600
"""Characters of a field in which its author is looked for."""

_MICROSOFTS: Final = frozenset(
    (
        "x-forefront-antispam-report",
        "x-microsoft-antispam",
        "x-microsoft-antispam-mailbox-delivery",
        "x-customspam",
        "x-ms-exchange-organization-scl",
        "x-ms-exchange-organization-pcl",
    )
)
_MICROSOFTS_NETWORK: Final = ip_network("2603:1000::/24")

_RSPAMDS: Final = frozenset(
    (
        "x-spamd-result",
        "x-spamd-bar",
        "x-rspamd-action",
        "x-rspamd-server",
        "x-rspamd-queue-id",
        "x-rspamd-pre-result",
        "x-spam",
    )
)
_QUEUE_ID: Final = "x-rspamd-queue-id"
_NOT_GUESSED: Final = 8
"""Letters of a queue id from which nobody outside can have guessed it."""

_LOCAL: Final = (*COLLECTED, "LMTP", "MAPI")
"""How mail moves within one system; a stranger's comes by SMTP."""
_PREFIX: Final = {4: 24, 6: 64}
"""Bits of an address that two servers of one network share."""


class Reach(StrEnum):
    """Where it ends what the receiver knows of a way, seen from the top."""

    OUTSIDE = "outside"
    """At a hop that came from outside."""
    OWN_USER = "own-user"
    """At a user of the same server, who handed the message in."""
    HIDDEN = "hidden"
    """At a stranger whose address the receiver did not write."""
    INSIDE = "inside"
    """Nowhere: all hops are inside one system, or there is none."""


class Border(msgspec.Struct, frozen=True, kw_only=True):
    """Where the receiver's own part of a header ends.

    ``above`` is how many fields from the top it certainly wrote: all down to the Received field by
    which the message came in. ``below`` are the numbers of fields further down that are its own
    all the same. ``hops`` are those that it wrote, the topmost first.
    """

    above: int
    below: frozenset[int] = frozenset()
    hops: tuple[Hop, ...] = ()
    reach: Reach = Reach.INSIDE

    @property
    def receiver(self) -> str:
        """The server that took the message from outside, by its own word; empty if unknown."""
        named = [hop.by for hop in self.hops if hop.by]
        return "" if not named else self.hops[-1].by or named[0]

    @property
    def is_google(self) -> bool:
        """Whether Google received the message."""
        return self.receiver.lower() == _GOOGLE

    def has_written(self, number: int) -> bool:
        """Whether the receiver itself wrote the field of this number, counted from the top."""
        return number < self.above or number in self.below


class ToldApart(msgspec.Struct, Generic[Read], frozen=True, kw_only=True):
    """The fields of one name as read, top first: those of the receiver, and of anybody else."""

    own: tuple[Read, ...] = ()
    others: tuple[Read, ...] = ()


def border_of(headers: Headers, path: Path) -> Border:
    """Find the border of a header. ``path`` is the way that it tells.

    A header without any Received field has not travelled: nobody else had a hand in it.
    """
    hops = list(reversed(path.hops))
    numbers = [number for number, _ in islice(received_values(headers), len(hops))]
    if not hops:
        return Border(above=len(headers.fields))
    last, reach = _last_own(headers.fields, hops, numbers)
    border = Border(above=numbers[last] + 1, hops=tuple(hops[: last + 1]), reach=reach)
    beside = next(iter(numbers[last + 1 :]), len(headers.fields))
    below = (
        *_googles(headers, border, beside),
        *_of_microsoft(headers, border),
        *_of_rspamd(headers, border),
    )
    return msgspec.structs.replace(border, below=frozenset(below))


def tell_apart(
    headers: Headers,
    border: Border,
    name: str,
    read: Callable[[str], Read],
    server_of: Callable[[Read], str | None],
) -> ToldApart[Read]:
    """Tell apart the fields of one name. ``server_of`` says which server one claims to be of.

    Above the border, those count that bear the same server's name as the topmost one, or a name of
    its organization: a server of somebody else's may have written into a header on its way inside.
    """
    wanted = name.lower()
    fields = (each for each in enumerate(headers.fields) if each[1].name.lower() == wanted)
    found = [(number, read(field.value)) for number, field in islice(fields, MOST_READ)]
    written = [(number, one) for number, one in found if border.has_written(number)]
    first = server_of(written[0][1]) if written else None
    own = {number for number, one in written if _is_alike(server_of(one), first)}
    return ToldApart(
        own=tuple(one for number, one in found if number in own),
        others=tuple(one for number, one in found if number not in own),
    )


def _is_alike(server: str | None, first: str | None) -> bool:
    return server == first or is_same(server or "", first or "")


def _last_own(
    fields: Sequence[Field], hops: Sequence[Hop], numbers: Sequence[int]
) -> tuple[int, Reach]:
    """The last hop from the top that the receiver wrote, and what is known of it."""
    for at, hop in enumerate(hops):
        over_http = hop.protocol.upper().startswith("HTTP")
        above = fields[numbers[at - 1] + 1 if at else 0 : numbers[at]]
        beside = fields[numbers[at] + 1 : next(iter(numbers[at + 1 : at + 2]), len(fields))]
        is_inside = _is_inside(hop, judged=_is_judged(hop, above, beside))
        if hop.signed_in or (over_http and not is_inside):
            return at, Reach.OWN_USER
        if not is_inside:
            return at, Reach.OUTSIDE
        if _is_hidden(hop):
            return at, Reach.HIDDEN
    return len(hops) - 1, Reach.INSIDE


def _is_judged(hop: Hop, above: Sequence[Field], beside: Sequence[Field]) -> bool:
    """Whether the server of a hop has checked who handed the message over, as of a stranger.

    It writes what it found right above its Received field, or right below by its own name.
    """
    if any(field.name.lower() in (_RESULTS, _SPF) for field in above):
        return True
    results = next((field for field in beside if field.name.lower() == _RESULTS), None)
    return results is not None and _author(results) == hop.by.lower()


def _is_inside(hop: Hop, *, judged: bool) -> bool:
    """Whether a hop was between two servers of one system."""
    protocol = hop.protocol.upper()
    if not hop.address or _is_of_one_network(hop.address):
        return True
    if protocol.startswith(_LOCAL):
        return True
    if protocol.startswith("HTTP") and organization(hop.by) == MICROSOFT:
        return is_same(hop.helo, hop.by)  # Microsoft's servers among themselves
    if judged:
        return False
    if hop.name:
        checked = "may be forged" not in hop.value
        return checked and all(_stand_together(each, hop.by) for each in (hop.name, hop.helo))
    return is_same(hop.helo, hop.by) and _is_one_network(hop)


def _is_of_one_network(text: str) -> bool:
    """Whether nobody outside has such an address. Not all that are not global are such."""
    address = read_address(text)
    return is_internal(address) or address.is_loopback or address.is_link_local


def _stand_together(one: str, other: str) -> bool:
    """Whether two servers of one organization are in the same domain, and not only below it."""
    return is_same(one, other) and _domain(one) == _domain(other)


def _domain(host: str) -> str:
    return host.rstrip(".").lower().partition(".")[2]


def _is_one_network(hop: Hop) -> bool:
    if not hop.by_address:
        return False
    one, other = read_address(hop.address), read_address(hop.by_address)
    if one in _MICROSOFTS_NETWORK and other in _MICROSOFTS_NETWORK:
        return organization(hop.by) == MICROSOFT
    if one.version != other.version:
        return False
    beyond = one.max_prefixlen - _PREFIX[one.version]
    return int(one) >> beyond == int(other) >> beyond


def _is_hidden(hop: Hop) -> bool:
    """Whether a stranger stands behind a hop, so that the rest is the stranger's.

    No address was written, or one of the receiver's own network, as where a mail server runs in a
    container. A server without a domain takes no mail from outside, and where nothing says from
    whom the message came, it was handed on within one system.
    """
    if hop.protocol.upper().startswith((*_LOCAL, "SPAMASSASSIN")):
        return False
    if hop.address:
        strange = "SMTP" in hop.protocol.upper() and not _is_named_alike(hop.helo, hop.by)
        strange = strange or is_other(hop.helo, hop.by)
        return strange and not read_address(hop.address).is_loopback
    has_domain = not hop.by or "." in hop.by
    return has_domain and hop.value.lower().startswith("from")


def _is_named_alike(one: str, other: str) -> bool:
    """Whether two servers are of one organization, or of one domain that only a network knows."""
    if is_same(one, other):
        return True
    own_names = not organization(one) and not organization(other)
    return own_names and (one.lower() == other.lower() or _domain(one) == _domain(other) != "")


def _author(results: Field) -> str:
    found = _AUTHOR.match(results.value[:_READ])
    return "" if found is None else found[1].lower()


def _googles(headers: Headers, border: Border, beside: int) -> Iterator[int]:
    """What Google writes right below its Received field: Received-SPF, then its results.

    It always writes results, so the topmost ones are its own.
    """
    above = headers.fields[: border.above]
    if not border.is_google or any(_is_googles_results(field) for field in above):
        return
    seen = False
    for number in range(border.above, beside):
        field = headers.fields[number]
        if _is_googles_results(field):
            yield number
            return
        if field.name.lower() == _SPF and not seen and _GOOGLES_SPF.match(field.value[:_READ]):
            seen = True
            yield number


def _is_googles_results(field: Field) -> bool:
    return field.name.lower() == _RESULTS and _author(field) == _GOOGLE


def _of_microsoft(headers: Headers, border: Border) -> Iterator[int]:
    """What Microsoft's cloud writes at the end of the header.

    Such fields that come with a message are renamed there (``…-Untrusted``) or removed ("header
    firewall"), so one of a name is its own; of several we can't tell which.
    """
    if organization(border.hops[0].by) != MICROSOFT:
        return
    names = [field.name.lower() for field in headers.fields]
    count = Counter(name for name in names if name in _MICROSOFTS)
    yield from (number for number, name in enumerate(names) if count[name] == 1)


def _of_rspamd(headers: Headers, border: Border) -> Iterator[int]:
    """What Rspamd writes at the end of the header, where it is asked by the mail server (milter).

    It names the id that this server gave the message, which stands in the Received field too, and
    which nobody outside could know beforehand. It removes what it finds under the names it uses, so
    one of a name is its own; of several we can't tell which.
    """
    names = [field.name.lower() for field in headers.fields]
    count = Counter(name for name in names if name in _RSPAMDS)
    if count[_QUEUE_ID] != 1:
        return
    queue_id = headers.fields[names.index(_QUEUE_ID)].value.strip()
    if len(queue_id) >= _NOT_GUESSED and any(hop.id == queue_id for hop in border.hops):
        yield from (number for number, name in enumerate(names) if count[name] == 1)

"""Which fields the receiver wrote, and which the sender could have written.

Every server puts its Received field on top of what it got (RFC 5321 section 4.4). What stands above
the field of the server that took the message from outside was written inside.
"""

import ipaddress
import re
from collections import Counter
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import is_internal
from mailadmin.core.message.headers import Field, Headers

_READ: Final = 2_000
"""Characters of a Received field that are read."""

_BY: Final = re.compile(r"(?:^|\s)by\s{1,20}([A-Za-z0-9_.:-]{1,255})", re.IGNORECASE)
_FROM: Final = re.compile(r"from\s{1,20}([A-Za-z0-9_.-]{1,255})", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"[\[(](?:[\w.-]{0,100}@)?(?:IPv6:)?([0-9A-Fa-f.:]{2,45})[\])]", re.IGNORECASE
)
_MOST_ADDRESSES: Final = 10

_MICROSOFT: Final = (".outlook.com", ".exchangelabs.com", ".office365.us", ".outlook.cn")
_MICROSOFT_FIELDS: Final = frozenset(
    (
        "x-forefront-antispam-report",
        "x-microsoft-antispam",
        "x-microsoft-antispam-mailbox-delivery",
        "x-customspam",
        "x-ms-exchange-organization-scl",
        "x-ms-exchange-organization-pcl",
    )
)
_GOOGLE: Final = "mx.google.com"
_RESULTS: Final = "authentication-results"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The fields that the receiver wrote, and the others.

    ``receiver`` is the server that took the message from outside, by its own word.
    """

    believed: tuple[Field, ...]
    others: tuple[Field, ...]
    receiver: str = ""

    @property
    def is_google(self) -> bool:
        """Whether Google received the message."""
        return self.receiver.lower() == _GOOGLE


def sort(headers: Headers) -> Standing:
    """Sort the fields of a message. One without any Received field has not travelled."""
    ways = [
        (at, field.value[:_READ])
        for at, field in enumerate(headers.fields)
        if field.name.lower() == "received"
    ]
    if not ways:
        return Standing(believed=headers.fields, others=())
    border, text = next((way for way in ways if not _is_inside(way[1])), ways[-1])
    receiver = _server(text) or _server(ways[0][1])
    above, below = headers.fields[:border], headers.fields[border + 1 :]
    own = _own(_server(ways[0][1]), receiver, below)
    return Standing(
        believed=above + own,
        others=tuple(field for field in below if field not in own),
        receiver=receiver,
    )


def _own(topmost: str, receiver: str, below: tuple[Field, ...]) -> tuple[Field, ...]:
    """The receiver's own fields that stand below its Received field, at two receivers.

    Microsoft's cloud writes its fields at the end of the header. Those that come with a message are
    renamed there (``…-Untrusted``) or removed ("header firewall"), so one of a name is its own; of
    several we can't tell which. Both Microsoft and Google write their Authentication-Results right
    below, so the topmost is theirs.
    """
    is_microsoft = topmost.lower().endswith(_MICROSOFT)
    if not is_microsoft and receiver.lower() != _GOOGLE:
        return ()
    results = next((field for field in below if field.name.lower() == _RESULTS), None)
    own = () if results is None else (results,)
    if not is_microsoft:
        return own
    named = [field for field in below if field.name.lower() in _MICROSOFT_FIELDS]
    count = Counter(field.name.lower() for field in named)
    return own + tuple(field for field in named if count[field.name.lower()] == 1)


def _server(text: str) -> str:
    found = _BY.search(text)
    return "" if found is None else found[1].rstrip(".")


def _is_inside(text: str) -> bool:
    """Whether one server of the receiver handed the message to the next.

    The name in "from" says little, since the sender chooses it; an address of a network's inside
    does. A server that takes mail from outside names the address.
    """
    found = _BY.search(text)
    sender = text if found is None else text[: found.start()]
    addresses = [each[1] for each in _ADDRESS.finditer(sender)][:_MOST_ADDRESSES]
    read = [ip for ip in map(_address, addresses) if ip is not None]
    if read:
        return all(is_internal(ip) or ip.is_loopback or ip.is_link_local for ip in read)
    return _is_handed_on(sender, _server(text), text)


def _is_handed_on(sender: str, server: str, text: str) -> bool:
    """The same where no address is named: over LMTP, from a program, within one domain."""
    found = _FROM.match(sender.strip())
    if found is None or " with lmtp" in text.lower():
        return True
    name = found[1].lower().rstrip(".")
    if name == "localhost" or "." not in server:
        return True  # a server known by its first name only, such as a container, takes no mail
    return name.split(".")[-2:] == server.lower().split(".")[-2:]


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address, perhaps with a port behind it; None for a number of another kind."""
    for candidate in (text, text.rpartition(":")[0]):
        try:
            return ipaddress.ip_address(candidate)
        except ValueError:
            continue
    return None

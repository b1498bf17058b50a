"""What the question "why is this in Junk?" is answered from."""

from collections.abc import Mapping

import msgspec

from mailadmin.core.inbox.folders import Place
from mailadmin.core.message.filters.verdict import FilterVerdict


class VerdictFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The filters' words, the folder, and what is known of the sender besides.

    ``place`` is the folder in which the message was found, None where it was pasted or dropped.
    ``spf``, ``dkim`` and ``dmarc`` are our own results (RFC 8601 section 2.7), None where they are
    not known; ``listed`` whether the sending address is on a blocklist, ``reverse_dns`` whether it
    has a name that leads back. ``receiver_says`` are the results that the receiver wrote, by
    method; only such as can be believed.
    """

    filters: tuple[FilterVerdict, ...] = ()
    place: Place | None = None
    spf: str | None = None
    dkim: str | None = None
    dmarc: str | None = None
    listed: bool | None = None
    reverse_dns: bool | None = None
    receiver_says: Mapping[str, str] = {}

    def result(self, method: str) -> str:
        """The result of ``spf``, ``dkim`` or ``dmarc``: the receiver's, else our own, else empty.

        The receiver's decides, because it chose the folder by it.
        """
        theirs = {name.lower(): said for name, said in self.receiver_says.items()}.get(method, "")
        ours = {"spf": self.spf, "dkim": self.dkim, "dmarc": self.dmarc}.get(method)
        return (theirs or ours or "").lower()

"""How often a watch looks, and how long it waits: all in seconds."""

from typing import Final

import msgspec


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """The usual pace suits a mailbox at a provider far away."""

    recheck: float = 10.0
    """After this an idle folder is looked at all the same: some servers announce nothing.

    It also keeps every IDLE far below the 29 minutes of RFC 2177.
    """
    poll: float = 2.0
    """Between two looks where the server can't idle."""
    ask: float = 3.0
    """Between two rounds through the other folders."""
    listen: float = 2.0
    """After this a round through many folders pauses, to hear of the first one."""
    noting: float = 8.0
    """For noting other folders before the message is sent; Inbox and Junk always are."""
    other: float = 1.0
    """In which a message in another folder may still show up in the Inbox or in Junk."""
    everything: float = 5.0
    """The same for a folder that shows what lies elsewhere, such as *All Mail*."""
    pause: float = 1.0
    """Before a conversation that broke off is opened again; so much more each time."""


USUAL: Final = Pace()

"""Where the message came into the receiver's hands: what SPF and blocklists are asked about."""

import msgspec


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The handover from the sender's last server to the receiver's first.

    ``address`` is the IP address that the receiver saw, ``helo`` what it called itself, ``sender``
    the envelope sender (RFC 5321 section 4.4), empty for a bounce, None where nothing tells.
    ``receiver`` is the server that saw it; ``told_by`` the header field that says so.
    """

    address: str
    helo: str = ""
    sender: str | None = None
    receiver: str = ""
    told_by: str = ""

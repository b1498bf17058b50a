"""What the user has written so far. Nothing here is checked: a draft may be half an address."""

import msgspec

from mailadmin.core.ids import new_id


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file to send along. It is read when the message is sent, not before.

    ``name`` is what the recipient sees (default: the file's own), ``type`` the media type
    (RFC 2046; default: by the name), ``size`` the bytes it had when it was attached.
    """

    path: str
    name: str = ""
    type: str = ""
    size: int = 0


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A message as the user has typed it.

    ``to``, ``cc`` and ``bcc`` hold one address each, with or without a display name. The body is
    ``html``, ``text`` or both; of HTML alone the plain text is made. ``mark`` is a word by which
    the program knows its own test message again.
    """

    id: str = msgspec.field(default_factory=new_id)
    account_id: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    subject: str = ""
    html: str = ""
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    mark: str = ""

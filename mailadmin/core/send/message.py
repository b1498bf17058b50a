"""The message itself (RFC 5322, MIME): built once, in 7-bit, with a Message-ID of its own.

Everything but an address in UTF-8 is ASCII and no line is too long, so every server can take it,
also one without 8BITMIME (RFC 6152).
"""

import io
import secrets
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

import msgspec

import mailadmin
from mailadmin.core.account import Identity
from mailadmin.core.event import Phrase
from mailadmin.core.send import attachments, header
from mailadmin.core.send.addresses import Mailbox, one_line, read_mailbox, read_mailboxes
from mailadmin.core.send.content import clean_html, plain_text, with_crlf
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.errors import MessageError

MARK: Final = "X-Mailadmin-Test"
"""The field in which a test message carries its mark; some servers give it another Message-ID."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message as it goes over the wire, with CRLF line ends.

    Its first ``header_size`` bytes are the header with the empty line that ends it.

    ``sender`` and ``recipients`` are the envelope (RFC 5321 §2.3.1): bare addresses, domains in
    ASCII; the recipients include Bcc, which is in no header.
    """

    data: bytes
    header_size: int
    message_id: str
    subject: str
    sender: str
    recipients: tuple[str, ...]

    @property
    def header(self) -> bytes:
        """The header block, the empty line included."""
        return self.data[: self.header_size]

    @property
    def body(self) -> memoryview:
        """What follows the header; not copied."""
        return memoryview(self.data)[self.header_size :]

    @property
    def needs_smtputf8(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it (RFC 6531)."""
        envelope = (self.sender, *self.recipients)
        return not (self.header.isascii() and all(address.isascii() for address in envelope))

    def with_header(self, block: bytes, *, sender: str) -> "Message":
        """The same message under another header and another envelope sender."""
        data = b"".join((block, self.body))
        return msgspec.structs.replace(self, data=data, header_size=len(block), sender=sender)


def build(draft: Draft, identity: Identity) -> Message:
    """Make the message of a draft. Reads its attachments, so it belongs in a thread.

    Raises :class:`MessageError` where something is missing or wrong; nothing is sent then.
    """
    author = read_mailbox(identity.address)
    author = msgspec.structs.replace(author, name=one_line(identity.name))
    to, cc, bcc = (read_mailboxes(texts) for texts in (draft.to, draft.cc, draft.bcc))
    recipients = tuple(dict.fromkeys(box.address for box in (*to, *cc, *bcc)))
    if not recipients:
        raise MessageError(Phrase("send.no-recipient"))
    message_id = f"<{secrets.token_hex(16)}@{author.domain.strip('[]').replace(':', '.')}>"
    reply_to = read_mailboxes((identity.reply_to,))
    fields = [
        # The local time with its offset, as every mail program writes it (RFC 5322 §3.6.1).
        f"Date: {format_datetime(datetime.now().astimezone())}\r\n".encode("ascii"),
        header.addresses("From", (author,)),
        header.addresses("Reply-To", reply_to) if reply_to else b"",
        _visible(to, cc),
        header.unstructured("Subject", draft.subject),
        f"Message-ID: {message_id}\r\n".encode("ascii"),
        b"MIME-Version: 1.0\r\n",
        f"User-Agent: mailadmin {mailadmin.__version__}\r\n".encode("ascii"),
        header.unstructured(MARK, draft.mark) if draft.mark else b"",
    ]
    data, header_size = _assembled(b"".join(fields), draft)
    return Message(
        data=data,
        header_size=header_size,
        message_id=message_id,
        subject=one_line(draft.subject),
        sender=author.address,
        recipients=recipients,
    )


def _visible(to: tuple[Mailbox, ...], cc: tuple[Mailbox, ...]) -> bytes:
    if not to and not cc:
        # Bcc alone: an empty group says that there are recipients (RFC 5322 §3.4).
        return b"To: undisclosed-recipients:;\r\n"
    fields = ((name, boxes) for name, boxes in (("To", to), ("Cc", cc)) if boxes)
    return b"".join(header.addresses(name, boxes) for name, boxes in fields)


def _assembled(fields: bytes, draft: Draft) -> tuple[bytes, int]:
    """The whole message and the size of its header, in one buffer: big files cost memory once."""
    part_header, part_body = _text_part(draft)
    out = io.BytesIO()
    out.write(fields)
    if not draft.attachments:
        out.write(part_header + b"\r\n")
        header_size = out.tell()
        out.write(part_body)
        return out.getvalue(), header_size
    # Random and with characters that neither Base64 nor quoted-printable can produce.
    boundary = f"=_{secrets.token_hex(16)}_="
    edge = f"--{boundary}".encode("ascii")
    out.write(f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'.encode("ascii"))
    header_size = out.tell()
    out.write(edge + b"\r\n" + part_header + b"\r\n" + part_body)
    for attachment in draft.attachments:
        out.write(edge + b"\r\n" + attachments.header_of(attachment))
        out.writelines(attachments.encoded(attachment))
    out.write(edge + b"--\r\n")
    return out.getvalue(), header_size


def _text_part(draft: Draft) -> tuple[bytes, bytes]:
    """The header fields and the body of the text: plain, or plain and HTML side by side."""
    html = clean_html(draft.html) if draft.html.strip() else ""
    text = draft.text or (plain_text(draft.html) if html else "")
    part = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    part.set_content(with_crlf(text))
    if html:
        part.add_alternative(with_crlf(html), subtype="html")
    del part["MIME-Version"]
    head, _, body = part.as_bytes().partition(b"\r\n\r\n")
    return head + b"\r\n", body if body.endswith(b"\r\n") else body + b"\r\n"

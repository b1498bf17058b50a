"""How a relay of the sandbox sends its mail on: signed, and from an address of its own."""

import functools
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parseaddr
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from mailadmin.sandbox.receiver import Receiver, Sent
from mailadmin.sandbox.signing import sign

SELECTOR: Final = "default"
"""The name of the keys of both domains (RFC 6376 section 3.1)."""


@functools.cache
def signing_key() -> RSAPrivateKey:
    """The key of every sandbox of this process: making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """The way out of one relay.

    ``host`` and ``address`` are where its mail comes from, as others see it; ``signer`` is the
    domain that it signs as, empty for the author's own.
    """

    receiver: Receiver
    host: str
    address: str
    signer: str = ""

    async def send(
        self, sender: str, recipients: tuple[str, ...], content: bytes, *, number: str, signs: bool
    ) -> None:
        """Send a message to all its recipients. ``number`` is what the relay calls it."""
        author = _author_domain(content)
        signer = (self.signer or author) if signs else ""
        if signer:
            content = sign(content, domain=signer, selector=SELECTOR, key=signing_key()) + content
        for recipient in recipients:
            await self.receiver.take(
                Sent(
                    sender=sender,
                    recipient=recipient,
                    content=content,
                    host=self.host,
                    address=self.address,
                    number=number,
                    author_domain=author,
                    signer=signer,
                )
            )


def _author_domain(content: bytes) -> str:
    """The domain in From, empty where there is none."""
    author = BytesHeaderParser(policy=compat32).parsebytes(content)["From"]
    return parseaddr(str(author or ""))[1].rpartition("@")[2].lower()

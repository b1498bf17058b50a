"""One message of 10 MB verified, beside the floor: SHA-256 of its body and one check with RSA.

Both are measured in turn in one process. The key's answer is there at once, so nothing waits for
a name server; everything else is what a message that was dropped on the window gets. Beside it,
how late a task of the loop is woken meanwhile.
"""

import asyncio
import base64
import hashlib
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench._places import row, seconds
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Asker
from mailadmin.core.message.authentication import Word, verify
from mailadmin.sandbox.signing import sign

SIZE = 10_000_000
ROUNDS = 15
WORST_MS = 50.0
"""Milliseconds that the loop may be late while a message is read (20 MB, at worst)."""
TICK = 0.001

HEADER = b"From: a@d.test\r\nTo: b@example.net\r\nSubject: Large\r\n\r\n"
LINES = {
    "base64": base64.b64encode(bytes(range(57))) + b"\r\n",
    "text": b"The quick brown fox  jumps over the\tlazy dog, again and again. \r\n",
}


class Known(Asker):
    """Has one record for every name."""

    def __init__(self, text: str) -> None:
        self._text = text

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:  # noqa: ARG002
        """Answer at once."""
        return Answer(name=name, type=rdtype, state=AnswerState.FOUND, values=(self._text,))


async def verified(message: bytes, known: Known) -> tuple[float, float]:
    """Seconds that it took, and how late the latest turn of the loop came meanwhile."""
    began, late = time.perf_counter(), 0.0
    checking = asyncio.ensure_future(verify(message, known))
    while not checking.done():
        turn = time.perf_counter()
        await asyncio.wait((checking,), timeout=TICK)
        late = max(late, time.perf_counter() - turn - TICK)
    took = time.perf_counter() - began
    assert [each.word for each in (await checking).signatures] == [Word.PASS]
    return took, late


async def measure(kind: str) -> bool:
    """Print one row; whether the loop was free enough."""
    key = rsa.generate_private_key(65537, 2048)
    public = key.public_key()
    data = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    known = Known(f"v=DKIM1; k=rsa; p={base64.b64encode(data).decode('ascii')}")
    line = LINES[kind]
    body = line * (SIZE // len(line))
    message = HEADER + body
    message = sign(message, domain="d.test", selector="s", key=key) + message
    signature = key.sign(b"header", PKCS1v15(), SHA256())

    def floor() -> None:
        hashlib.sha256(body).digest()
        public.verify(signature, b"header", PKCS1v15(), SHA256())

    floors, ours, lates = [], [], []
    for number in range(ROUNDS + 1):
        at_least, (took, late) = seconds(floor), await verified(message, known)
        if number:
            floors.append(at_least)
            ours.append(took)
            lates.append(late)
    bottom, taken = statistics.median(floors), statistics.median(ours)
    ratio, late = taken / bottom, statistics.median(lates)
    row(
        f"dkim-{kind}",
        f"{taken * 1000:.1f} ms for 10 MB, {ratio:.1f} × the floor of {bottom * 1000:.1f} ms; the"
        f" loop was {late * 1000:.1f} ms late (aim {WORST_MS:g})",
        seconds=round(taken, 5),
        floor_seconds=round(bottom, 5),
        ratio=ratio,
        late_ms=late * 1000,
        aim_late_ms=WORST_MS,
    )
    return late * 1000 <= WORST_MS


async def main() -> int:
    """Measure every kind of body; the exit status says whether the loop was free enough."""
    met = [await measure(kind) for kind in LINES]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

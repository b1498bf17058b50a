"""Reading the header of a 10 MB message with 60 fields: the way it came and its subject.

Beside it, Python's own parser on the same bytes, up to its decoded subject; it can't do less than
read the whole message. Each is the median of several, in turn, in one process.
"""

import base64
import email
import os
import statistics
import sys
from email import policy
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import row, seconds
from mailadmin.core.message.border import border_of
from mailadmin.core.message.encoded_words import decode
from mailadmin.core.message.headers import read
from mailadmin.core.message.origin import origin_of
from mailadmin.core.message.path import path_of

RUNS = 7
SIZE, FIELDS, HOPS = 10_000_000, 60, 12
AIM_MS = 50.0
SUBJECT = "=?utf-8?q?Caf=C3=A9_am_Montag=2C_dem_?=\r\n =?utf-8?q?23=2E_November?="
SAID = "Café am Montag, dem 23. November"


def message() -> bytes:
    """A message as it arrives: on top the hops, then what filters and the sender wrote."""
    hops = [
        f"Received: from mail{n + 1}.example.com (mail{n + 1}.example.com [192.0.2.{n + 1}])\r\n"
        "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n"
        f"\tby mail{n}.example.net (Postfix) with ESMTPS id 4Xw9Qn2{n}\r\n"
        f"\tfor <anna@example.net>; Mon, 23 Nov 2026 09:41:{59 - n} +0100 (CET)\r\n"
        for n in range(HOPS)
    ]
    own = [
        "From: Anna Berg <anna@example.com>\r\n",
        f"Subject: {SUBJECT}\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: application/octet-stream\r\n",
        "Content-Transfer-Encoding: base64\r\n",
    ]
    more = FIELDS - len(hops) - len(own)
    others = [f"X-Filter-{n}: {'score=1.5 tests=NONE ' * 8}\r\n" for n in range(more)]
    body = base64.encodebytes(os.urandom(SIZE * 57 // 78)).replace(b"\n", b"\r\n")
    return "".join((*hops, *others, *own, "\r\n")).encode() + body


def ours(raw: bytes) -> tuple[str, int]:
    headers = read(raw)
    path = path_of(headers)
    origin_of(headers, border_of(headers, path))
    return decode(headers.value("Subject") or ""), len(path.hops)


def theirs(raw: bytes) -> str:
    return str(email.message_from_bytes(raw, policy=policy.default)["Subject"])


def main() -> int:
    """Print one row; the exit status says whether the aim is met."""
    raw = message()
    assert ours(raw) == (SAID, HOPS)
    assert theirs(raw) == SAID
    assert len(read(raw).fields) == FIELDS
    own, python = [], []
    for _ in range(RUNS):
        own.append(seconds(lambda: ours(raw)))
        python.append(seconds(lambda: theirs(raw)))
    ms, python_ms = (1000 * statistics.median(times) for times in (own, python))
    row(
        "message-headers",
        f"{ms:.1f} ms for {len(raw) / 1e6:.0f} MB with {FIELDS} fields and {HOPS} hops"
        f" (aim {AIM_MS:.0f}), Python's parser {python_ms:.0f} ms: {ms / python_ms:.3f} ×",
        ms=ms,
        python_ms=python_ms,
        ratio=ms / python_ms,
        aim_ms=AIM_MS,
    )
    return int(ms > AIM_MS)


if __name__ == "__main__":
    sys.exit(main())

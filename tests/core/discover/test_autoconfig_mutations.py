"""Whatever becomes of a file on its way: it is read or refused, and nothing else happens."""

import random
import time
from collections.abc import Callable

import pytest

from mailadmin.core.discover.autoconfig import AutoconfigError, Config, read_config
from mailadmin.core.discover.xml_tree import MOST_BYTES
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.forms.field import echo, without_controls
from mailadmin.core.texts import TEXTS
from tests.core.discover.settings_files import IMAP, OAUTH, SMTP, settings_file

Change = Callable[[random.Random, bytes], bytes]

SECONDS = 3.0
TOO_LONG = MOST_BYTES + 10_000
ADDRESS = "jane.doe@d.test"
POP = IMAP.replace('"imap"', '"pop3"')
WHOLE = settings_file(
    IMAP, SMTP, POP, '<documentation url="https://d.test/help"/>', "<!-- a note -->",
    "<![CDATA[raw]]>", beside=OAUTH,
)  # fmt: skip
PIECES = (
    b"<", b">", b"&", b"&lt;", b"&#0;", b"&#x10FFFF;", b"&#55296;", b"<!DOCTYPE a []>",
    b"<![CDATA[", b"]]>", b"<?x y?>", b"<!--", b"-->", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3",
    b"%", b"%%", b"%EMAILDOMAIN%", b"%NOBODY%", b"xmlns='urn:a'", b" a:b='c'", b"encoding='utf-7'",
    b"\r\n", b"9999999999", b"-1", b"\xd9\xa9", b"https://[::1]:0/", b"\xe2\x80\xae", b"A" * 70_000,
)  # fmt: skip
ENCODINGS = (
    "utf-16", "utf-16-be", "utf-32", "utf-7", "cp037", "ascii", "latin-1", "idna", "punycode",
    "raw_unicode_escape", "unicode_escape", "rot13", "hex", "bz2", "undefined", "mbcs", "x" * 300,
)  # fmt: skip


def flip(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def insert(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(PIECES) * chance.choice((1, 1, 1, 30)) + data[at:]


def drop(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(60) :]


def swap(chance: random.Random, data: bytes) -> bytes:
    """One element's text or markup for another's."""
    parts = data.split(b"<")
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return b"<".join(parts)


def repeat(chance: random.Random, data: bytes) -> bytes:
    at, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:end] + data[at:end] * chance.choice((1, 5, 200)) + data[end:]


def recode(chance: random.Random, data: bytes) -> bytes:
    return data.replace(b"UTF-8", chance.choice(ENCODINGS).encode())


CHANGES: tuple[Change, ...] = (flip, insert, drop, swap, repeat, recode)


def check(config: Config) -> None:
    for server in (*config.outgoing, *config.incoming):
        assert ascii_host(server.host) == server.host
        assert 0 < server.port < 65536
        assert server.user_name.isprintable()
    assert echo(config.provider) == config.provider
    pages = (config.authorization_endpoint, config.token_endpoint, config.help_page)
    assert all(not page or page.lower().startswith("https://") for page in pages)
    assert config.outgoing
    assert config.incoming


@pytest.mark.slow
def test_a_changed_file_is_read_or_refused() -> None:
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    counts = {"read": 0, "refused": 0}
    longest = 0.0
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        data = WHOLE
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            data = chance.choice(CHANGES)(chance, data)[:TOO_LONG] or WHOLE
        began = time.process_time()
        try:
            check(read_config(data, ADDRESS))
            counts["read"] += 1
        except AutoconfigError as refused:
            assert refused.phrase.id in TEXTS
            assert without_controls(refused.detail) == refused.detail
            assert len(refused.detail) < 500
            counts["refused"] += 1
        except Exception as error:
            pytest.fail(f"seed {seed}: {error!r} for {data[:3000]!r}")
        longest = max(longest, time.process_time() - began)
    assert min(counts.values()) > 50
    assert longest < 1

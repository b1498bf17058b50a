"""What the receiver wrote of SPF and DMARC, in the words of the standards."""

import pytest

from mailadmin.core.message import headers
from mailadmin.core.message.authentication_results import trusted
from mailadmin.core.message.border import border_of
from mailadmin.core.message.path import path_of
from mailadmin.core.message.written import Said, dmarc_said, spf_said

BORDER = "Received: from h.test ([192.0.2.1]) by mx.r.test\r\n"


def header(*lines: str) -> headers.Headers:
    return headers.read("".join(f"{line}\r\n" for line in (*lines, BORDER)).encode())


def said_of_spf(read: headers.Headers) -> Said | None:
    border = border_of(read, path_of(read))
    return spf_said(read, border, trusted(read, border))


@pytest.mark.parametrize(
    ("results", "result", "guessed"),
    [
        ("spf=pass smtp.mailfrom=d.test", "pass", False),
        ("spf=none smtp.helo=h.test; spf=fail smtp.mailfrom=d.test", "fail", False),
        ("spf=none smtp.helo=h.test", "none", False),
        ("spf=hardfail smtp.mailfrom=d.test", "fail", False),
        ("spf=pass (google.com: best guess record for domain) smtp.mailfrom=d.test", "pass", True),
        ("dkim=pass header.d=d.test", None, False),
    ],
)
def test_spf(results: str, result: str | None, guessed: bool) -> None:
    read = header(f"Authentication-Results: mx.r.test; {results}")
    said = said_of_spf(read)
    assert (said.result if said else None) == result
    assert said is None or (said.guessed is guessed and results in said.value)


def test_received_spf_speaks_where_nothing_else_does() -> None:
    field = "Received-SPF: Pass (mx.r.test: best guess for d.test) client-ip=192.0.2.1"
    read = header(field)
    said = said_of_spf(read)
    assert said is not None and (said.name, said.result, said.guessed) == (
        "Received-SPF",
        "pass",
        True,
    )
    read = header(field, "Authentication-Results: mx.r.test; spf=fail")
    said = said_of_spf(read)
    assert said is not None and (said.name, said.result) == ("Authentication-Results", "fail")
    read = header("Received-SPF: client-ip=192.0.2.1")
    assert said_of_spf(read) is None


@pytest.mark.parametrize(
    ("results", "result", "disposition"),
    [
        ("dmarc=pass (p=NONE dis=NONE) header.from=d.test", "pass", "none"),
        ("dmarc=success(p=REJECT) header.from=d.test", "pass", ""),
        ("dmarc=bestguesspass action=none header.from=d.test", "none", "none"),
        ("dmarc=fail action=oreject header.from=d.test", "fail", "oreject"),
        ("spf=pass", None, ""),
    ],
)
def test_dmarc(results: str, result: str | None, disposition: str) -> None:
    read = header(f"Authentication-Results: mx.r.test; {results}")
    said = dmarc_said(trusted(read, border_of(read, path_of(read))))
    assert (said.result if said else None) == result
    assert said is None or said.disposition == disposition

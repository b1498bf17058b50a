"""What a certificate says of itself, and whom it covers."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from mailadmin.core.smtp.certificate import covers, read_chain

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def chain(
    authority: trustme.CA, *names: str, start: timedelta = timedelta(-1), days: int = 90
) -> tuple[bytes, ...]:
    issued = authority.issue_cert(
        *names, not_before=NOW + start, not_after=NOW + start + timedelta(days)
    )
    return tuple(
        x509.load_pem_x509_certificate(blob.bytes()).public_bytes(Encoding.DER)
        for blob in issued.cert_chain_pems
    )


def refusal(code: int = 0) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = code
    return error


@pytest.mark.parametrize(
    ("names", "host", "covered"),
    [
        (["mail.test"], "mail.test", True),
        (["mail.test"], "MAIL.test.", True),
        (["*.mail.test"], "smtp.mail.test", True),
        (["*.mail.test"], "a.b.mail.test", False),
        (["*.mail.test"], "mail.test", False),
        (["*"], "mail.test", False),
        (["xn--bcher-kva.test"], "bücher.test", True),
        (["192.0.2.1"], "192.0.2.1", True),
        (["192.0.2.1"], "192.0.2.2", False),
        (["2001:db8::1"], "[2001:db8::1]", True),
        ([], "mail.test", False),
    ],
)
def test_whom_a_certificate_covers(names: list[str], host: str, covered: bool) -> None:
    assert covers(names, host) is covered


@pytest.mark.parametrize(
    ("start", "host", "code", "problem"),
    [
        (timedelta(-100), "mail.test", 10, "expired"),
        (timedelta(2), "mail.test", 9, "not-yet-valid"),
        (timedelta(-1), "other.test", 62, "other-name"),
        (timedelta(-1), "mail.test", 20, "untrusted"),
        # Other platforms verify without OpenSSL and give no code: the certificate itself tells.
        (timedelta(-100), "mail.test", 0, "expired"),
        (timedelta(-1), "other.test", 0, "other-name"),
        (timedelta(-1), "mail.test", 0, "untrusted"),
    ],
)
def test_what_is_wrong_is_named(
    authority: trustme.CA, start: timedelta, host: str, code: int, problem: str
) -> None:
    seen = read_chain(chain(authority, "mail.test", start=start), host, NOW, refusal(code))
    assert seen is not None
    assert seen.problems == (problem,)


def test_a_certificate_that_verified_has_no_problems(authority: trustme.CA) -> None:
    seen = read_chain(chain(authority, "mail.test", days=90), "mail.test", NOW)
    assert seen is not None
    assert (seen.problems, seen.days_left, seen.names) == ((), 89, ("mail.test",))
    assert len(seen.sha256) == 64


@pytest.mark.parametrize("data", [(), (b"",), (b"garbage",)])
def test_what_is_no_certificate_is_none(data: tuple[bytes, ...]) -> None:
    assert read_chain(data, "mail.test", NOW) is None


def test_names_in_a_certificate_do_not_command_a_terminal() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "\x1b]0;a\x07\u202eb")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + timedelta(9))
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )
    seen = read_chain([made], "mail.test", NOW)
    assert seen is not None
    said = (seen.subject, seen.issuer, *seen.names, *seen.chain)
    assert all(text.isprintable() for text in said)

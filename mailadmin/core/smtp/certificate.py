"""Certificates: read what a server presents, and say what is wrong with it (RFC 5280, RFC 9525)."""

import ipaddress
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.finding import CertificateSeen
from mailadmin.core.smtp.transcript import printable

if TYPE_CHECKING:
    from cryptography import x509

WEAK_RSA_BITS: Final = 2048
WEAK_EC_BITS: Final = 224

# X509_V_ERR_* of OpenSSL's x509_vfy.h; Windows and macOS verify elsewhere and give none of them.
_VERIFY_CODES: Final = {
    9: "not-yet-valid",
    10: "expired",
    18: "self-signed",
    19: "untrusted",
    20: "untrusted",
    21: "untrusted",
    62: "other-name",
    64: "other-name",
    66: "weak",
    67: "weak",
    68: "weak",
}


def chain_of(encrypted: ssl.SSLObject) -> tuple[bytes, ...]:
    """The certificates that the server sent, leaf first, in DER; empty if it sent none."""
    if hasattr(encrypted, "get_unverified_chain"):  # Python 3.13
        return tuple(encrypted.get_unverified_chain() or ())
    inner = getattr(encrypted, "_sslobj", None)
    chain = inner.get_unverified_chain() if inner is not None else None
    if chain:
        der = 2  # ssl._ssl.ENCODING_DER, which has no public name before Python 3.13
        return tuple(certificate.public_bytes(der) for certificate in chain)
    leaf = encrypted.getpeercert(binary_form=True)
    return (leaf,) if leaf else ()


def read_chain(
    chain: Sequence[bytes], host: str, at: datetime, refusal: ssl.SSLError | None = None
) -> CertificateSeen | None:
    """What a chain says of itself, judged for this host at this time.

    ``refusal`` is the verification's error where there was one: only it knows about trust.
    None if there is no certificate or its first one can't be read.
    """
    from cryptography import x509

    try:
        leaf = x509.load_der_x509_certificate(chain[0])
        subjects = tuple(_certificate_name(x509.load_der_x509_certificate(der)) for der in chain)
        names = _names(leaf)
    except (IndexError, ValueError):
        return None
    from cryptography.hazmat.primitives import hashes

    days_left = (leaf.not_valid_after_utc - at).days
    return CertificateSeen(
        subject=_certificate_name(leaf),
        names=tuple(map(printable, names)),
        issuer=printable(leaf.issuer.rfc4514_string()),
        not_before=leaf.not_valid_before_utc,
        not_after=leaf.not_valid_after_utc,
        days_left=days_left,
        sha256=leaf.fingerprint(hashes.SHA256()).hex(),
        key=_key(leaf),
        chain=subjects,
        problems=_problems(leaf, names, host, at, refusal),
    )


def _problems(
    leaf: "x509.Certificate",
    names: Sequence[str],
    host: str,
    at: datetime,
    refusal: ssl.SSLError | None,
) -> tuple[str, ...]:
    problems: list[str] = []
    if at < leaf.not_valid_before_utc:
        problems.append("not-yet-valid")
    if at > leaf.not_valid_after_utc:
        problems.append("expired")
    if not covers(names, host):
        problems.append("other-name")
    if leaf.issuer == leaf.subject:
        problems.append("self-signed")
    if _is_weak(leaf):
        problems.append("weak")
    if refusal is not None:
        said = _VERIFY_CODES.get(getattr(refusal, "verify_code", 0))
        # Where the certificate itself looks good, what was refused is who vouches for it.
        said = said or (None if problems else "untrusted")
        if said and said not in problems and not (said == "untrusted" and problems):
            problems.append(said)
    return tuple(problems) if refusal is not None else tuple(p for p in problems if p == "weak")


def covers(names: Sequence[str], host: str) -> bool:
    """Whether one of the certificate's names is this host (RFC 9525 section 6.3).

    A wildcard stands for exactly one leftmost label. International names compare as A-labels.
    """
    try:
        return str(ipaddress.ip_address(host.strip("[]"))) in names
    except ValueError:
        pass
    wanted = ascii_host(host)
    if wanted is None:
        return False
    parent = wanted.partition(".")[2]
    candidates = {wanted, f"*.{parent}"} if parent else {wanted}
    return any(name.lower().rstrip(".") in candidates for name in names)


def _names(leaf: "x509.Certificate") -> tuple[str, ...]:
    from cryptography import x509

    try:
        san = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        common = leaf.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return tuple(str(name.value) for name in common)
    addresses = (str(address) for address in san.get_values_for_type(x509.IPAddress))
    return (*san.get_values_for_type(x509.DNSName), *addresses)


def _certificate_name(certificate: "x509.Certificate") -> str:
    from cryptography import x509

    common = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    if common:
        return printable(str(common[0].value))
    return printable(certificate.subject.rfc4514_string()) or "(no subject)"


def _key(leaf: "x509.Certificate") -> str:
    key = leaf.public_key()
    kind = type(key).__name__.strip("_").removesuffix("PublicKey")
    size = getattr(key, "key_size", None)
    return f"{kind} {size}" if size else kind


def _is_weak(leaf: "x509.Certificate") -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = leaf.public_key()
    algorithm = leaf.signature_hash_algorithm
    if algorithm is not None and algorithm.name in ("md5", "sha1"):
        return leaf.issuer != leaf.subject
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size < WEAK_RSA_BITS
    return isinstance(key, ec.EllipticCurvePublicKey) and key.key_size < WEAK_EC_BITS


def now() -> datetime:
    """The time certificates are judged at."""
    return datetime.now(UTC)

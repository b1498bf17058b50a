"""Certificates of the sandbox, made at start by a certificate authority of its own.

Nothing of it outlives the sandbox: the authority's key stays in memory, the servers' keys touch
the disk only while OpenSSL reads them. They follow the profile of RFC 5280, with an EC key
(P-256) because making one takes no time.
"""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mailadmin.sandbox.scenario import Certificate

OTHER_NAME = "mail.other-company.test"
"""The name in the certificate that was made for somebody else."""

DAYS_VALID = 90
"""Length of a server certificate's life."""

DAYS_EXPIRED = 3
"""Days since the end of the expired one."""


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "mailadmin sandbox"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _alternative_names(host: str, certificate: Certificate) -> x509.SubjectAlternativeName:
    """The names a certificate is for: the host, and this computer so that any client can try it."""
    if certificate is Certificate.OTHER_NAME:
        return x509.SubjectAlternativeName([x509.DNSName(OTHER_NAME)])
    return x509.SubjectAlternativeName(
        [
            x509.DNSName(host),
            x509.DNSName("localhost"),
            x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
            x509.IPAddress(ipaddress.ip_address("::1")),
        ]
    )


class Authority:
    """The sandbox's certificate authority. ``folder`` must be private to this user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._now = datetime.now(UTC)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._subject = _name("mailadmin sandbox demonstration authority")
        certificate = (
            self._builder(self._subject, self._subject, self._key.public_key())
            .not_valid_before(self._now - timedelta(days=365))
            .not_valid_after(self._now + timedelta(days=365))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(signs_certificates=True), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.ca_file = folder / "sandbox-ca.pem"
        """The authority's certificate (PEM), for clients to trust."""
        self.ca_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def server_context(self, host: str, certificate: Certificate) -> ssl.SSLContext:
        """A server's side of TLS (1.2 or newer) for ``host``, with what is wrong built in."""
        key = ec.generate_private_key(ec.SECP256R1())
        own = certificate is Certificate.SELF_SIGNED
        end = self._now + timedelta(days=DAYS_VALID)
        if certificate is Certificate.EXPIRED:
            end = self._now - timedelta(days=DAYS_EXPIRED)
        subject = _name(OTHER_NAME if certificate is Certificate.OTHER_NAME else host)
        signer = key if own else self._key
        leaf = (
            self._builder(subject, subject if own else self._subject, key.public_key())
            .not_valid_before(end - timedelta(days=DAYS_VALID + 1))
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(_alternative_names(host, certificate), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
                critical=False,
            )
            .sign(signer, hashes.SHA256())
        )
        return self._load(leaf, key)

    def _builder(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )

    def _load(
        self, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
    ) -> ssl.SSLContext:
        """A context with this certificate; OpenSSL takes it from a file only."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        file = self._folder / "server.pem"
        file.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        try:
            context.load_cert_chain(file)
        finally:
            file.unlink()
        return context

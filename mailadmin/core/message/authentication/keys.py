"""The key of a signature: the one record that counts, and the check with it (RFC 6376 §6.1.2)."""

import contextlib
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from mailadmin.core.dns import tags
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dkim import Flaw, Key, public_key, read_key
from mailadmin.core.dns.dkim.key import HARMLESS
from mailadmin.core.dns.names import presentation
from mailadmin.core.message.authentication.fields import ALGORITHMS, Refused, SignatureField
from mailadmin.core.message.authentication.result import Reason, Word

LARGEST_RSA: Final = 8192
"""Bits of a key that is used: the work grows with their cube, and a stranger chose them."""

MOST_RECORDS: Final = 10
"""Records at a key's name that are looked at; there must not be more than one."""

PublicKey = RSAPublicKey | Ed25519PublicKey


def key_name(field: SignatureField) -> str:
    """The name to ask for, in presentation format; one that can't be a name is its own answer."""
    return presentation(f"{field.selector}._domainkey.{field.domain}") or ".."


def key_in(answer: Answer) -> Key:
    """The key that an answer holds. :class:`Refused` where there is none, or several.

    What else stands at the name, most often by a wildcard, is not taken for a key.
    """
    if answer.state is AnswerState.TEMPORARY_FAILURE:
        raise Refused(Reason.NO_ANSWER, Word.TEMPERROR)
    if not answer.values:
        raise Refused(Reason.NO_KEY)
    records = answer.values[:MOST_RECORDS]
    if len(records) > 1:
        records = tuple(each for each in records if tags.parse(each).tag("p") is not None)
        if len(records) != 1:
            raise Refused(Reason.SEVERAL_KEYS)
    return read_key(records[0])


def usable(key: Key, field: SignatureField) -> PublicKey:
    """The key to check this signature with. :class:`Refused` where it may not be used."""
    if key.revoked:
        raise Refused(Reason.KEY_REVOKED)
    flaws = [fault.flaw for fault in key.faults if fault.flaw not in HARMLESS]
    if flaws == [Flaw.TOO_SHORT]:
        raise Refused(Reason.KEY_TOO_SMALL, Word.POLICY, bits=key.bits)
    found = public_key(key)
    if found is None:
        flaw = flaws[0] if flaws else Flaw.NOT_A_KEY
        raise Refused(Reason.KEY_UNUSABLE, flaw=flaw, bits=key.bits)
    if key.algorithm != ALGORITHMS[field.algorithm]:
        raise Refused(Reason.KEY_OF_OTHER_KIND, bits=key.bits)
    if isinstance(found, RSAPublicKey) and found.key_size > LARGEST_RSA:
        raise Refused(Reason.KEY_TOO_LARGE, bits=key.bits)
    if key.exact_domain and field.identity_domain != field.domain:
        raise Refused(Reason.OTHER_IDENTITY, bits=key.bits)
    return found


def wrong_with(signature: bytes, digest: bytes, key: PublicKey) -> Reason | None:
    """Why a signature does not fit what was signed; None where it does."""
    unfit = (InvalidSignature, UnsupportedAlgorithm, ValueError)
    if isinstance(key, Ed25519PublicKey):
        with contextlib.suppress(*unfit):
            key.verify(signature, digest)
            return None
        return Reason.HEADER_CHANGED
    with contextlib.suppress(*unfit):
        key.verify(signature, digest, PKCS1v15(), Prehashed(SHA256()))
        return None
    # An RSA signature holds what was signed, and only the right key brings it to light.
    with contextlib.suppress(*unfit):
        key.recover_data_from_signature(signature, PKCS1v15(), SHA256())
        return Reason.HEADER_CHANGED
    return Reason.OTHER_KEY

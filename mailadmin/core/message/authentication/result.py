"""What became of the signatures of a message, and why."""

from enum import StrEnum

import msgspec

from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.dkim import Flaw


class Word(StrEnum):
    """The result of one signature (RFC 8601 section 2.7.1)."""

    PASS = "pass"
    FAIL = "fail"
    """It was checked, and something is not as it was signed."""
    NEUTRAL = "neutral"
    """It can't be told from what is here: the header alone."""
    POLICY = "policy"
    """It may be right, and yet does not count: its key is too short (RFC 8301 section 3.2)."""
    TEMPERROR = "temperror"
    """Its key could not be looked up just now."""
    PERMERROR = "permerror"
    """It can't be checked, and never will."""


class Reason(StrEnum):
    """Why a signature came to its word; those of a pass say what is to be known beside it."""

    BODY_CHANGED = "body-changed"
    HEADER_CHANGED = "header-changed"
    """A signed field was changed, added or removed. With Ed25519 it may be the key as well."""
    OTHER_KEY = "other-key"
    """It was made with another RSA key than the one in the DNS, or is damaged itself."""
    NO_BODY = "no-body"
    """Its header is as it was signed, but there is no body: somebody saved or pasted the header."""
    NO_ANSWER = "no-answer"
    NO_KEY = "no-key"
    SEVERAL_KEYS = "several-keys"
    KEY_REVOKED = "key-revoked"
    KEY_TOO_SMALL = "key-too-small"
    KEY_TOO_LARGE = "key-too-large"
    KEY_UNUSABLE = "key-unusable"
    """The record breaks the rules; :attr:`Signature.flaw` says which."""
    KEY_OF_OTHER_KIND = "key-of-other-kind"
    """The key is for another algorithm than ``a=`` names."""
    OLD_ALGORITHM = "old-algorithm"
    """SHA-1, which must not count any more (RFC 8301 section 3.1)."""
    EXPIRED = "expired"
    BROKEN_FIELD = "broken-field"
    """The field breaks the rules; :attr:`Signature.tag` says where."""
    FROM_NOT_SIGNED = "from-not-signed"
    OTHER_IDENTITY = "other-identity"
    """``i=`` lies outside of ``d=``, or below it where the key forbids that."""
    PART_OF_BODY = "part-of-body"
    """A pass, but ``l=`` leaves text at the end unsigned: anybody may have added it."""
    KEY_FOR_TESTING = "key-for-testing"
    """A pass, but the key's owner asks to treat the message as unsigned (``t=y``)."""


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One signature: a DKIM-Signature, or one of the two of an ARC set.

    ``field`` is the value of the field. ``domain``, ``selector``, ``identity`` and ``algorithm``
    stand as it says them, where it breaks the rules as far as they can be read. ``tag`` is the tag
    that breaks them, empty where it is the field as a whole. ``key`` is the answer of the DNS for
    ``key_name``, None where nobody was asked; ``bits`` is the key's size. ``signed`` are the names
    of the signed fields in lower case, as often as they are listed; ``unsigned_bytes`` is how much
    of the body ``l=`` leaves out, None where the body was not compared. ``body_intact`` and
    ``header_intact`` say what was found of each, None where it was not looked at. ``signed_at`` and
    ``expires`` are seconds since 1970.
    """

    word: Word
    reason: Reason | None = None
    field: str = ""
    domain: str = ""
    selector: str = ""
    identity: str = ""
    algorithm: str = ""
    tag: str = ""
    key_name: str = ""
    key: Answer | None = None
    bits: int | None = None
    flaw: Flaw | None = None
    testing: bool = False
    signed: tuple[str, ...] = ()
    unsigned_bytes: int | None = None
    body_intact: bool | None = None
    header_intact: bool | None = None
    signed_at: int | None = None
    expires: int | None = None

    @property
    def covers_body(self) -> bool:
        """Whether the whole body is as it was signed."""
        return self.body_intact is True and self.unsigned_bytes == 0


class Chain(StrEnum):
    """The state of an ARC chain (RFC 8617 section 4.4)."""

    NONE = "none"
    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    """Nothing is broken as far as it could be looked at, and not all could be."""


class ArcFault(StrEnum):
    """What breaks a chain (the steps of RFC 8617 section 5.2)."""

    TOO_MANY = "too-many"
    """More than 50 sets (section 4.2.1)."""
    FORM = "form"
    """A field without a usable instance number, a set that is not whole, a gap, one twice."""
    DECLARED = "declared"
    """A server on the way has said itself that the chain was broken when it came (``cv=fail``)."""
    STATUS = "status"
    """A seal does not say what it has to about the chain before it (``cv=``)."""
    SIGNATURE = "signature"
    """The newest signature does not fit the message: it was changed after the last seal."""
    SEAL = "seal"
    NO_ANSWER = "no-answer"
    """The key of a seal or of the newest signature could not be looked up."""
    NO_BODY = "no-body"
    """Only the header is here, so whether the newest signature fits can't be told."""


class ArcSet(msgspec.Struct, frozen=True, kw_only=True):
    """What one server on the way has added.

    ``results`` is its ARC-Authentication-Results as text, ``status`` what its seal says of the
    chain before it (``cv=``). ``seal`` and ``signature`` are None where nothing was checked,
    because the chain has not even the form of one. A signature of an earlier set may well be
    broken: later servers may change the message, and say so by sealing it again.
    """

    instance: int
    domain: str = ""
    selector: str = ""
    status: str = ""
    results: str = ""
    seal: Signature | None = None
    signature: Signature | None = None


class Arc(msgspec.Struct, frozen=True, kw_only=True):
    """The chain; its sets from the first to the last. ``at`` is the instance of the fault."""

    chain: Chain = Chain.NONE
    sets: tuple[ArcSet, ...] = ()
    fault: ArcFault | None = None
    at: int | None = None


class Authentication(msgspec.Struct, frozen=True, kw_only=True):
    """DKIM and ARC of one message.

    ``signatures`` are the DKIM signatures from top to bottom; ``left_out`` how many more there are
    than are looked at.
    """

    signatures: tuple[Signature, ...] = ()
    arc: Arc = Arc()
    left_out: int = 0

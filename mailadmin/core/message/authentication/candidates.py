"""One signature on its way to a result: what is known before its key, and what the key says."""

from collections.abc import Callable

import msgspec

from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.tags import Tags
from mailadmin.core.message.authentication import fields, keys
from mailadmin.core.message.authentication.digests import Body
from mailadmin.core.message.authentication.fields import Claim, Refused, SignatureField
from mailadmin.core.message.authentication.result import Reason, Signature, Word
from mailadmin.core.message.headers import Field


class Candidate(msgspec.Struct, kw_only=True):
    """A signature field. ``field`` is None where it was ``refused`` for what it says.

    ``digest`` is what it has to sign. :func:`compare_body` sets what became of the body;
    ``body_missing`` says that there is none, and was one.
    """

    claim: Claim
    field: SignatureField | None = None
    refused: Refused | None = None
    digest: bytes = b""
    body_intact: bool | None = None
    unsigned_bytes: int | None = None
    body_missing: bool = False

    @property
    def key_name(self) -> str | None:
        """The name of its key, None where nobody needs to be asked."""
        return None if self.field is None else keys.key_name(self.field)


def candidate(field: Field, read: Tags, how: Callable[[Tags], SignatureField]) -> Candidate:
    """A candidate from its field and the tags of it, which ``how`` reads or refuses."""
    claim = fields.claim_of(field, read)
    try:
        return Candidate(claim=claim, field=how(read))
    except Refused as refused:
        return Candidate(claim=claim, refused=refused)


def compare_body(found: Candidate, field: SignatureField, body: Body) -> None:
    """Hold the body against what was signed. One that is shorter than ``l=`` was changed."""
    digest = body.digest(field.length)
    found.body_intact = digest == field.body_hash
    if not found.body_intact and body.is_blank:
        found.body_intact, found.body_missing = None, True
        return
    if digest is not None:
        found.unsigned_bytes = 0 if field.length is None else body.length - field.length


def concluded(found: Candidate, answers: dict[str, Answer]) -> Signature:
    """The result, with the answers of the DNS by the names of the keys."""
    field, claim = found.field, found.claim
    said = Signature(
        word=Word.PERMERROR,
        field=claim.value,
        domain=claim.domain,
        selector=claim.selector,
        identity=claim.identity,
        algorithm=claim.algorithm,
    )
    if field is None or found.key_name is None:
        return said if found.refused is None else _refused(said, found.refused)
    answer = answers[found.key_name]
    said = msgspec.structs.replace(
        said,
        key_name=f"{field.selector}._domainkey.{field.domain}",
        key=answer,
        signed=field.names,
        signed_at=field.signed_at,
        expires=field.expires,
        body_intact=found.body_intact,
        unsigned_bytes=found.unsigned_bytes,
    )
    try:
        return _checked(said, found, field, answer)
    except Refused as refused:
        return _refused(said, refused)


def _checked(said: Signature, found: Candidate, field: SignatureField, answer: Answer) -> Signature:
    key = keys.key_in(answer)
    wrong = keys.wrong_with(field.signature, found.digest, keys.usable(key, field))
    said = msgspec.structs.replace(
        said, bits=key.bits, testing=key.testing, header_intact=wrong is None
    )
    # Told first, because whoever changes the body on the way often changes the subject too.
    if found.body_intact is False:
        wrong = Reason.BODY_CHANGED
    if wrong is not None:
        return msgspec.structs.replace(said, word=Word.FAIL, reason=wrong)
    if found.body_missing:
        return msgspec.structs.replace(said, word=Word.NEUTRAL, reason=Reason.NO_BODY)
    reason = None
    if found.unsigned_bytes:
        reason = Reason.PART_OF_BODY
    elif key.testing:
        reason = Reason.KEY_FOR_TESTING
    return msgspec.structs.replace(said, word=Word.PASS, reason=reason)


def _refused(said: Signature, refused: Refused) -> Signature:
    return msgspec.structs.replace(
        said,
        word=refused.word,
        reason=refused.reason,
        tag=refused.tag,
        flaw=refused.flaw,
        bits=refused.bits,
    )

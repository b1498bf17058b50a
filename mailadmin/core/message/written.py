"""What the receiver wrote of SPF and DMARC, in the words of the standards where it can be."""

from typing import Final

import msgspec

from mailadmin.core.message import received_spf
from mailadmin.core.message.authentication_results import MethodResult, Trusted
from mailadmin.core.message.authentication_results.trust import NAME
from mailadmin.core.message.border import Border
from mailadmin.core.message.headers import Headers

_SYNONYMS: Final = {
    "hardfail": "fail",
    "error": "temperror",
    "unknown": "permerror",
    "success": "pass",
    "temp_error": "temperror",
    "perm_error": "permerror",
    "temperr": "temperror",
    "permerr": "permerror",
}
_GUESSED: Final = ("best guess", "bestguess")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One result as the receiver wrote it: the field it stands in and the result in lower case.

    ``guessed`` says that the domain has no record and the receiver made one up. ``disposition`` is
    what it did for DMARC, empty where it does not say.
    """

    name: str
    value: str
    result: str
    guessed: bool = False
    disposition: str = ""


def spf_said(headers: Headers, border: Border, results: Trusted) -> Said | None:
    """The receiver's word on SPF, that on the envelope's sender before that on the HELO name."""
    found = [(each.value, one) for each in results.own for one in each.read.of("spf")]
    found.sort(key=lambda pair: not _is_about_sender(pair[1]))
    for value, one in found[:1]:
        guessed = any(word in one.comment.lower() for word in _GUESSED)
        return Said(name=NAME, value=value, result=_usual(one.result), guessed=guessed)
    field = received_spf.own(headers, border)
    if field is None or not field.read.result:
        return None
    guessed = any(word in field.read.comment.lower() for word in _GUESSED)
    result = _usual(field.read.result)
    return Said(name=received_spf.NAME, value=field.value, result=result, guessed=guessed)


def dmarc_said(results: Trusted) -> Said | None:
    """The receiver's word on DMARC."""
    for each in results.own:
        for one in each.read.of("dmarc"):
            guessed = one.result == "bestguesspass"
            return Said(
                name=NAME,
                value=each.value,
                result="none" if guessed else _usual(one.result),
                guessed=guessed,
                disposition=one.disposition,
            )
    return None


def _usual(result: str) -> str:
    return _SYNONYMS.get(result, result)


def _is_about_sender(result: MethodResult) -> bool:
    return not result.value("smtp", "helo") or bool(result.value("smtp", "mailfrom"))

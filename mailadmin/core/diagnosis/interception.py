"""The fix of an opened connection, by who opened it."""

from typing import Final

import msgspec

from mailadmin.core.diagnosis.fix import Fix, Sentence, Who
from mailadmin.core.finding import Params
from mailadmin.core.interceptors import interceptor_of_issuer
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

INTERCEPTED: Final = "tls-cert-intercepted"


def fix_at_interceptor(general: Fix, params: Params) -> tuple[Fix, Params]:
    """The fix and its parameters for the product whose name the certificate's issuer bears.

    ``product`` and ``menu`` join the parameters, where they are known and not yet given. That the
    connection was opened is settled here, so no public authority vouches for the issuer.
    """
    found = interceptor_of_issuer(str(params.get("issuer", "")), publicly_trusted=False)
    if found is None:
        return general, params
    known: Params = {"product": found.name, "menu": found.menu or "", **params}
    link = found.link or general.link
    if found.kind == "antivirus":
        return msgspec.structs.replace(general, link=link), known
    who, steps = _ELSEWHERE[found.kind]
    return msgspec.structs.replace(general, who=who, steps=steps, copy=(), link=link), known


_ELSEWHERE: Final[dict[str, tuple[Who, tuple[Sentence, ...]]]] = {
    "gateway": (
        Who.NETWORK_ADMIN,
        (
            QT_TRANSLATE_NOOP(
                "Fix",
                "{product} opens the encrypted connections of your network. Only the network's admin can change that.",
            ),
            (
                QT_TRANSLATE_NOOP(
                    "Fix", "Ask the admin to leave {host} out of the inspection, on all mail ports."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Ask the admin to leave the mail server out of the inspection."
                ),
            ),
            QT_TRANSLATE_NOOP(
                "Fix",
                "If the inspection has to stay, the admin can install the root certificate of {product} on this computer.",
            ),
            QT_TRANSLATE_NOOP("Fix", "Your password was not sent."),
        ),
    ),
    "debugger": (
        Who.YOU,
        (
            QT_TRANSLATE_NOOP(
                "Fix",
                "{product} is a tool for developers that reads encrypted connections. Close it and test again.",
            ),
            QT_TRANSLATE_NOOP(
                "Fix",
                "If you did not start it, ask your IT department. Somebody may be reading along.",
            ),
            QT_TRANSLATE_NOOP("Fix", "Your password was not sent."),
        ),
    ),
}

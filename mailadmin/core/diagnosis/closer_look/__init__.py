"""The words of a cause where more is known than that it is this one.

What a second look saw may make a cause another person's job, or show which of several things it
is. Each of these has words of its own, taken where the parameters that it ``needs`` are known.
``{host}`` and ``{port}`` are always known then, so a sentence may name both.
"""

from typing import Final

import msgspec

from mailadmin.core.diagnosis.cause import Cause
from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.diagnosis.closer_look import certificates, network, settings
from mailadmin.core.diagnosis.closer_look.look import CloserLook
from mailadmin.core.finding import Params

__all__ = ["CLOSER_LOOKS", "CloserLook", "looked_closer", "said_as"]

CLOSER_LOOKS: Final[dict[str, tuple[CloserLook, ...]]] = {
    "dns-name-not-found": (settings.OTHER_NAME,),
    "dns-resolver-failure": (settings.NO_NAMES, settings.ONLY_THIS_NAME),
    "network-timeout": (network.INSIDE, network.SILENT, settings.OTHER_PORT),
    "network-refused": (network.INSIDE, network.REFUSING, settings.OTHER_PORT),
    "network-unreachable": (
        network.INSIDE,
        network.ONLY_IPV6,
        network.NO_WAY_THERE,
        network.OFFLINE,
    ),
    "network-reset": (network.INSIDE, settings.OTHER_PORT),
    "network-local-block": (network.PROXY, network.BLOCKED),
    "network-intercepted": (network.PORTAL, network.PORTAL_BY_NAME, network.NAME_FILTER),
    "protocol-wrong-service": (settings.SENDING_SERVER, settings.OTHER_PORT),
    "tls-mode-mismatch": (settings.OTHER_ENCRYPTION, settings.ENCRYPTED_PORT),
    "tls-cert-expired": (certificates.CLOCK,),
    "tls-cert-untrusted": (certificates.TRUSTS_NOBODY,),
}
"""By cause; the first one counts that has all it needs."""


def looked_closer(cause: str, params: Params) -> CloserLook | None:
    """The words that fit what is known; None where nothing more is known than the cause."""
    known = {name for name, value in params.items() if value not in ("", None)}
    looks = CLOSER_LOOKS.get(cause, ())
    return next((look for look in looks if known.issuperset(look.needs)), None)


def said_as(cause: str, look: CloserLook | None) -> Cause:
    """The cause with the words of a closer look. An unknown id is a ``KeyError``."""
    general = CAUSES[cause]
    if look is None:
        return general
    return msgspec.structs.replace(
        general,
        title=look.title or general.title,
        meaning=look.meaning,
        tell=look.tell or general.tell,
        fix=look.fix,
    )

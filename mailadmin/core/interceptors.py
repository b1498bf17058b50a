"""Who opens encrypted connections on their way: security programs, company gateways, debuggers.

They sign the server's certificate anew, so the issuer gives them away. The names are data, in
``resources/interceptors.json``, exact ones first.
"""

import functools
from typing import Final, Literal

import msgspec

from mailadmin.core.resources import table

InterceptorKind = Literal["antivirus", "gateway", "debugger"]
"""On this computer, of the company's network, or a developer's tool."""


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a part of the issuer's name looks like; capital letters make no difference.

    ``level`` says how well it is known: from the ``vendor``, ``seen`` on real machines, or only in
    others' ``list``. A ``loose`` one is a brand that also has ordinary certificates: it counts only
    where it is certain that no public authority vouches for the issuer.
    """

    part: Literal["CN", "O", "OU", "any"]
    match: Literal["is", "begins", "ends", "contains"]
    text: str
    level: Literal["vendor", "seen", "list"]
    loose: bool = False

    def fits(self, issuer: dict[str, list[str]]) -> bool:
        """Whether this part of the issuer looks like that."""
        text = self.text.casefold()
        for value in issuer.get(self.part, ()):
            match self.match:
                case "is":
                    fits = value == text
                case "begins":
                    fits = value.startswith(text)
                case "ends":
                    fits = value.endswith(text)
                case "contains":
                    fits = text in value
            if fits:
                return True
        return False


class Interceptor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One product. ``menu`` is the way to where its mail scanning is switched off, if known."""

    id: str
    name: str
    kind: InterceptorKind
    patterns: tuple[Pattern, ...]
    menu: str | None = None
    link: str | None = None
    note: str = ""
    checked: str


@functools.cache
def interceptors() -> tuple[Interceptor, ...]:
    """Every product that is known."""
    return table("interceptors.json", Interceptor)


def interceptor_of_issuer(
    issuer: str, *, publicly_trusted: bool | None = None
) -> Interceptor | None:
    """The product whose certificate authority this is, by its name (RFC 4514); None if nobody's.

    ``publicly_trusted`` says whether a public authority vouches for the issuer: such a certificate
    is an ordinary one, whatever brand is in its name. None means that nobody knows; then only
    names that nothing but interception has are believed.
    """
    if publicly_trusted:
        return None
    parts = _parts(issuer)
    for loose in (False, True) if publicly_trusted is False else (False,):
        for product in interceptors():
            if any(p.fits(parts) for p in product.patterns if p.loose is loose):
                return product
    return None


_PARTS: Final = {"2.5.4.3": "CN", "2.5.4.10": "O", "2.5.4.11": "OU"}


def _parts(issuer: str) -> dict[str, list[str]]:
    """The values of the name by attribute, and all of them as ``any``, in lower case."""
    from cryptography import x509

    try:
        name = x509.Name.from_rfc4514_string(issuer)
    except ValueError:
        return {part: [issuer.casefold()] for part in ("CN", "any")}
    parts: dict[str, list[str]] = {}
    for attribute in name:
        value = str(attribute.value).casefold()
        for part in (_PARTS.get(attribute.oid.dotted_string, ""), "any"):
            parts.setdefault(part, []).append(value)
    return parts

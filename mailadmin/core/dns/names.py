"""Host names as the DNS wants them."""

import re
from typing import Final

_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
PLAIN: Final = re.compile(
    r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?",
    re.IGNORECASE | re.ASCII,  # or the sign for kelvin is a k
)
"""A name without anything to escape: nearly all of them."""
LONGEST_NAME: Final = 253
"""Letters and dots that fit into the 255 bytes of a name (RFC 1035 section 2.3.4)."""
_SPECIAL: Final = re.compile(r"[^a-z0-9_-]", re.IGNORECASE)


def ascii_host(host: str) -> str | None:
    """The name in ASCII, lower case, without a trailing dot; None if it can't be a host name.

    International names become their A-labels (IDNA 2008 with UTS 46 mapping, RFC 5891).
    Underscores pass: they are wrong in host names, but such names exist and resolve.
    """
    name = host.strip().rstrip(".")
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    name = name.lower()
    labels = name.split(".")
    if len(name) > LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    return name


def presentation(name: str) -> str | None:
    r"""Any text as a name to ask for, None if a name can't be so (RFC 1035 sections 3.1, 5.1).

    Its labels are what stands between the dots; what is no letter, digit or hyphen becomes
    ``\DDD``. Unlike a host name, such a name may hold anything.
    """
    if len(name) <= LONGEST_NAME and PLAIN.fullmatch(name):
        return name.removesuffix(".")
    if not name.isascii():
        return None
    labels = name.removesuffix(".").split(".")
    if not all(0 < len(label) <= 63 for label in labels) or len(".".join(labels)) > LONGEST_NAME:
        return None
    return ".".join(_SPECIAL.sub(lambda found: f"\\{ord(found[0]):03}", each) for each in labels)

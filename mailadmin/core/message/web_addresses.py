"""Web addresses in a stranger's words, written so that people can read them and nobody opens them.

A notice of a server can be forged, and its words go into texts that are passed on.
"""

import re
from typing import Final

_LINK: Final = re.compile(
    r"""
    (?P<scheme>https?|ftp) (?P<mark>:[/\\]{1,9}) (?P<host>[^\s/\\?\#<>"]{0,255})
    | (?P<bare>www\.[^\s/\\?\#<>"]{1,255} | (?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?=/))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HARMLESS: Final = {"http": "hxxp", "https": "hxxps", "ftp": "fxp"}


def made_harmless(text: str) -> str:
    """The text with ``hxxps://evil[.]example/page`` for ``https://evil.example/page``.

    So are hosts that begin with ``www.`` or have a path behind them; all other words stay.
    """
    return _LINK.sub(_harmless, text)


def _harmless(link: re.Match[str]) -> str:
    host = (link["bare"] or link["host"]).replace(".", "[.]")
    if link["bare"]:
        return host
    return f"{_HARMLESS[link['scheme'].lower()]}{link['mark']}{host}"

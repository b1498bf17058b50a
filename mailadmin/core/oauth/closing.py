"""What the browser shows when the provider has sent it back to the program."""

import base64
import hashlib
import html
from typing import Final

from mailadmin.core.event import Phrase
from mailadmin.core.texts import say

_STYLE: Final = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;margin:15vh auto;max-width:34rem;padding:0 1rem;"
    "color:#222;background:#fff}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#222}}"
)
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS: Final = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Connection", "close"),
)
"""With every page: it is kept nowhere, shows nothing from anywhere, runs nothing, and the address
that it came under, with a code in it, goes to nobody."""


def page(title: Phrase, more: Phrase) -> bytes:
    """A whole page of two sentences. Nothing of the request is in it."""
    head, text = html.escape(say(title)), html.escape(say(more))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{head}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{head}</h1><p>{text}</p></main></body></html>\n"
    ).encode()

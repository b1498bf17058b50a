"""Whether secrets can be read in a text, also where Base64 hides them."""

import base64
from collections.abc import Iterable


def told(secrets: Iterable[str], *texts: str) -> list[str]:
    """Those of the secrets that one of the texts tells."""
    known = list(secrets)
    assert known
    assert all(known)
    words = {word for text in texts for word in text.replace('"', " ").split() if len(word) > 20}
    everything = "\n".join((*texts, *map(_unwrapped, words)))
    return [secret for secret in known if secret in everything]


def _unwrapped(word: str) -> str:
    try:
        return base64.b64decode(word + "=" * (-len(word) % 4)).decode("latin-1")
    except ValueError:
        return ""

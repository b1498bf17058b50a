"""Whose sign-in page it is, as people write it: a word, a host name, or the page's address."""

from difflib import get_close_matches
from urllib.parse import urlsplit

from mailadmin.core.forms.account_form import ISSUER_OF_WORD, WORD_OF_ISSUER
from mailadmin.core.forms.field import clean


def issuer_meant(text: str) -> str:
    """The id of the issuer that a text names; what can't be read stays, in small letters."""
    line = clean(text).strip("<> ").casefold()
    if "/" in line:
        try:
            line = urlsplit(line if "://" in line else f"//{line}").hostname or line
        except ValueError:
            return line
    return ISSUER_OF_WORD.get(line, line)


def word_nearby(text: str) -> str:
    """The known word that somebody may have mistyped, empty for none."""
    names = (*ISSUER_OF_WORD, *WORD_OF_ISSUER)
    near = get_close_matches(issuer_meant(text), names, n=1, cutoff=0.8)
    return WORD_OF_ISSUER.get(near[0], near[0]) if near else ""

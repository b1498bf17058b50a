"""The commands that do what a fix of a sign-in at a provider's page asks for."""

from collections.abc import Iterator
from typing import Final

from mailadmin.core.account import Route
from mailadmin.core.finding import Verdict
from mailadmin.core.forms.account_form import ISSUER_OF_WORD, WORD_OF_ISSUER
from mailadmin.core.texts.oauth import FIXES
from mailadmin.core.texts.oauth.fixes import STEPS_TO_REGISTER, STEPS_TO_SIGN_IN

_SIGN_INS: Final = {
    Route.MAIL_SERVER: ("mailadmin sign-in",),
    Route.MESSENGER: ("mailadmin sign-in --messenger",),
    None: (
        "mailadmin sign-in",
        "mailadmin sign-in --witness ADDRESS   (a mailbox of “mailadmin witnesses”)",
    ),
}


def commands_for(verdict: Verdict, route: Route | None, own: str = "") -> Iterator[str]:
    """The commands for a verdict, none where its fix is not about a sign-in at a page.

    ``own`` is the sign-in that the verdict is of, where one is running.
    """
    fix = FIXES.get(verdict.id)
    steps = fix.steps if fix is not None else ()
    for step in steps:
        if step in STEPS_TO_REGISTER:
            options = STEPS_TO_REGISTER[step]
            yield f"mailadmin clients set {_issuer(verdict)} --client-id ID{options}"
    if any(step in STEPS_TO_SIGN_IN for step in steps):
        yield from (own,) if own else _SIGN_INS[route]


def _issuer(verdict: Verdict) -> str:
    """As the command takes it; a placeholder where only a name is known."""
    issuer = str(verdict.params.get("issuer_id", ""))
    word = WORD_OF_ISSUER.get(issuer, issuer)
    name = str(verdict.params.get("issuer", "")).casefold()
    return word or (name if name in ISSUER_OF_WORD else "ISSUER")

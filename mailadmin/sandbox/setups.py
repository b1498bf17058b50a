"""Scenarios about setting an account up: what is found for an address, and how one signs in."""

from mailadmin.core.account import Route, Security, SignIn
from mailadmin.core.discover.found import Source
from mailadmin.core.event import Outcome
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP
from mailadmin.sandbox.sasl import BY_TOKEN
from mailadmin.sandbox.scenario import (
    ANNA,
    BY_PASSWORD,
    STRANGER,
    Expected,
    Issuing,
    RelayBehaviour,
    Replies,
    Scenario,
    Typed,
)

_NO_PASSWORDS = RelayBehaviour(
    mechanisms=(*BY_PASSWORD, *BY_TOKEN),
    replies=Replies(
        password="535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
    ),
)
"""As at Microsoft: it still says that it takes passwords, and then refuses each."""
_BY_TOKEN = RelayBehaviour(mechanisms=BY_TOKEN)
_AT_THE_PAGE = Typed(port=Security.TLS, user_name=ANNA, sign_in=SignIn.OAUTH)
_NOT_YET = Typed(port=Security.TLS, user_name=ANNA, sign_in=SignIn.OAUTH, signed_in=False)

SETUPS: tuple[Scenario, ...] = (
    Scenario(
        id="settings-found",
        title=QT_TRANSLATE_NOOP("Scenario", "Settings found"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "Your domain tells mail programs what its servers are, so the address is enough to set"
            " the account up.",
        ),
        search=ANNA,
        expected=Expected(found=Source.AUTOCONFIG),
    ),
    Scenario(
        id="settings-guessed",
        title=QT_TRANSLATE_NOOP("Scenario", "Settings only guessed"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "Your domain does not say what its servers are, but servers answer under the usual"
            " names.",
        ),
        publishes=False,
        search=ANNA,
        # Who guesses also tries the server for incoming mail, which must be on this computer then.
        records=("@ MX 10 smtp",),
        expected=Expected(found=Source.GUESS),
    ),
    Scenario(
        id="settings-not-found",
        title=QT_TRANSLATE_NOOP("Scenario", "Settings not found"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The domain of the address does not say what its servers are, and none answers under"
            " the usual names.",
        ),
        search=STRANGER,
    ),
    Scenario(
        id="oauth-needed",
        title=QT_TRANSLATE_NOOP("Scenario", "Sign-in in the browser needed"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The mail server takes no passwords any more; you have to sign in at your provider's"
            " page in the browser.",
        ),
        mail_server=_NO_PASSWORDS,
        search=ANNA,
        expected=Expected(
            test=Outcome.FAILED,
            check="smtp.auth",
            cause="auth-basic-disabled",
            route=Route.MESSENGER,
            found=Source.AUTOCONFIG,
        ),
    ),
    Scenario(
        id="token-revoked",
        title=QT_TRANSLATE_NOOP("Scenario", "Sign-in in the browser revoked"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "Your provider has ended the sign-in that you made in the browser, so you have to sign"
            " in there again.",
        ),
        mail_server=_BY_TOKEN,
        issuing=Issuing(revoked=True),
        typed=_AT_THE_PAGE,
        expected=Expected(
            test=Outcome.FAILED,
            check="smtp.auth",
            cause="auth-oauth-token",
            route=Route.MESSENGER,
            inbox_problem="oauth.token.over",
        ),
    ),
    Scenario(
        id="admin-approval",
        title=QT_TRANSLATE_NOOP("Scenario", "An admin has to approve"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "You have to sign in at your provider's page, which lets this program in only after an"
            " admin of your organisation has approved it.",
        ),
        mail_server=_BY_TOKEN,
        issuing=Issuing(needs_admin=True),
        typed=_NOT_YET,
        expected=Expected(
            test=Outcome.FAILED,
            check="smtp.auth",
            cause="auth-oauth-token",
            route=Route.MESSENGER,
            inbox_problem="inbox.auth.not-signed-in",
            sign_in="oauth.page.admin-approval",
        ),
    ),
)

"""What comes of looking for the settings of an address."""

import msgspec

from mailadmin.core.account import Server
from mailadmin.core.discover.found import Source, Trust
from mailadmin.core.event import Outcome, Phrase, Result
from mailadmin.core.finding import Params, Status, Verdict
from mailadmin.core.forms.field import echo


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """Settings to offer: every server in it was tried as far as its abilities, nobody signed in.

    ``answered`` is False where no server of the source answered from here; such an offer comes
    last and is never taken without asking. ``consent`` are the ids of what the user has to agree
    to first (:mod:`mailadmin.core.texts.discover`, ``discover.consent.*``), empty for nothing:
    that it was guessed, that it came unencrypted, that a host is a stranger to the domain.
    ``app_password`` says that a password must be one that the provider makes for programs, and
    ``app_password_page`` where. A server's ``sign_in`` is OAUTH where a password can't work there
    or the source prefers it; ``password_works`` says whether one is an alternative.
    """

    source: Source
    origin: str
    trust: Trust
    mail_server: Server
    inbox: Server | None = None
    provider: str = ""
    answered: bool = True
    consent: tuple[str, ...] = ()
    password_works: bool = True
    app_password: bool = False
    app_password_page: str = ""
    help_page: str = ""


def consents(offer: Offer, domain: str) -> tuple[Phrase, ...]:
    """What the user has to agree to, as sentences to be. ``domain`` is that of the address."""
    params: Params = {
        "host": echo(offer.mail_server.host),
        "domain": echo(domain),
        "provider": echo(offer.provider),
        "origin": echo(offer.origin),
    }
    return tuple(Phrase(consent, params) for consent in offer.consent)


class DiscoverResult(Result, frozen=True, kw_only=True):
    """The end of a search. ``offers`` are in the order in which to offer them, the best first."""

    address: str
    offers: tuple[Offer, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The result as a finding's verdict: what to do about it is known by the same tables."""
        status = Status.OK if self.status is Outcome.PASSED else Status.WARNING
        return Verdict(self.title.id, status, self.title.params, cause=self.cause)

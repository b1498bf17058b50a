"""``diagnose``: an error text from any program, explained."""

import datetime

import msgspec

from mailadmin.core.account import Security
from mailadmin.core.diagnosis.details import details_of, encrypted_from_the_start, place_in
from mailadmin.core.diagnosis.fix import Translate
from mailadmin.core.diagnosis.likeness import learned
from mailadmin.core.diagnosis.peeling import shortened
from mailadmin.core.diagnosis.provider_fixes import OF_RECEIVERS
from mailadmin.core.diagnosis.ranking import ranked
from mailadmin.core.diagnosis.reading import moment_of, read, security_of
from mailadmin.core.diagnosis.symptom import Symptom
from mailadmin.core.diagnosis.weighing import UNKNOWN, all_signs, best, others
from mailadmin.core.diagnosis.words import Explanation, explain
from mailadmin.core.finding import Params
from mailadmin.core.providers import provider_of_host
from mailadmin.core.texts.noop import english


class Diagnosis(Explanation, frozen=True, kw_only=True):
    """What an error text means, in words.

    ``cause`` is ``unknown-generic`` where nothing tells; ``confidence`` then says how sure it is
    that nothing does. ``reply`` is the innermost text, as it was given, ``code`` and ``enhanced``
    are the codes in it; ``params`` is what it names.
    """

    reply: str
    code: int | None
    enhanced: str | None
    params: Params

    @property
    def known(self) -> bool:
        """Whether a cause was found."""
        return self.cause != UNKNOWN


def diagnose(  # noqa: PLR0913 - what may be known of a text, as the contract names it
    text: str,
    *,
    server: str | None = None,
    port: int | None = None,
    security: str | None = None,
    stage: str | None = None,
    translate: Translate = english,
    today: datetime.date | None = None,
) -> Diagnosis:
    """Explain an error text of any mail program, relay or bounce.

    What is known of where it came from makes it surer: ``server`` and ``port`` that were asked,
    ``security`` (``tls``, ``starttls``, ``none``), ``stage`` (a check of this program such as
    ``smtp.auth``, or ``dns connect ehlo starttls auth mail rcpt data bounce imap keyring``).
    ``today`` lets the fix name what is about to change at a provider. Any text has an answer.
    """
    text = shortened(text)
    host, found_port = place_in(text)
    symptom = read(
        text,
        host=server or host,
        port=port or found_port,
        security=security_of(security)
        or (Security.TLS if encrypted_from_the_start(text) else None),
        moment=moment_of(stage),
    )
    symptom = with_provider(symptom)
    guesses = ranked(symptom)
    guess = best(guesses)
    params = _params(symptom, guess.cause)
    also = others(guesses, guess)
    explained = explain(guess, params, translate, also=also, today=today)
    return Diagnosis(
        **msgspec.structs.asdict(explained),
        reply=symptom.words,
        code=symptom.code,
        enhanced=symptom.enhanced,
        params=params,
    )


def prepare() -> None:
    """Sort the signs and read the words; else the first diagnosis does: a tenth of a second."""
    all_signs()
    learned()


def with_provider(symptom: Symptom) -> Symptom:
    """The symptom with the provider whose server it was, where its host tells."""
    known = provider_of_host(symptom.host) if symptom.host else None
    return symptom if known is None else msgspec.structs.replace(symptom, provider=known.id)


def _params(symptom: Symptom, cause: str) -> Params:
    params: Params = {**details_of(symptom.words), "reply": symptom.words}
    if symptom.host:
        params["host"] = symptom.host
    if symptom.port is not None:
        params["port"] = symptom.port
    # A receiver's provider in the text says nothing of the one whose user failed; a sign-in does.
    if symptom.provider and (cause.startswith("auth-") or cause in OF_RECEIVERS):
        params["provider"] = symptom.provider
    return params

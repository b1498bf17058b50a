"""The fix of a cause at one provider: its own steps where they differ, or its facts as steps."""

import datetime
from typing import Final

import msgspec

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Translate, Who, say_sentence
from mailadmin.core.finding import Params
from mailadmin.core.providers import (
    MailServer,
    Provider,
    provider_of_host,
    provider_of_id,
    provider_of_server,
)
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP


class ProviderFix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to do about a cause here. What is not given is as it is everywhere.

    ``checked`` is the month the steps were looked at in, such as ``2026-11``.
    """

    who: Who | None = None
    steps: tuple[Sentence, ...]
    copy: tuple[Copy, ...] = ()
    link: str | None = None
    checked: str


OF_RECEIVERS: Final = frozenset(
    {"reputation-provider-block", "sender-ptr-missing", "content-malformed"}
)
"""Causes of mail that arrives at the provider. All others are about an account that it has."""

_PORTS: Final = frozenset(
    {"tls-mode-mismatch", "tls-starttls-unavailable", "tls-required-by-server"}
)


def provider_for(cause: str, params: Params) -> Provider | None:
    """The provider that a cause is about: the one named by its id, or the one of the server."""
    named = provider_of_id(str(params.get("provider", "")))
    if named is not None:
        return named
    host = str(params.get("host", ""))
    own = provider_of_server(host, str(params.get("user", "")))
    return own or (provider_of_host(host) if cause in OF_RECEIVERS else None)


def written_fix(provider: Provider, cause: str) -> ProviderFix | None:
    """The steps that were written for this provider, or for the one it shares them with."""
    raw = provider.fixes.get(cause)
    if raw is not None:
        return msgspec.json.decode(raw, type=ProviderFix)
    model = provider_of_id(provider.same_fixes_as or "")
    return written_fix(model, cause) if model is not None else None


def fix_at(provider: Provider, cause: str, general: Fix, params: Params) -> Fix | None:
    """The fix at this provider; None where nothing is different here.

    How to see that it worked is the same everywhere.
    """
    written = written_fix(provider, cause)
    if written is None:
        return _from_facts(provider, cause, general, str(params.get("host", "")))
    return Fix(
        who=written.who or general.who,
        steps=written.steps,
        copy=written.copy,
        link=written.link or general.link,
        check=general.check,
    )


def facts_as_params(provider: Provider, params: Params) -> Params:
    """What the sentences made of facts name."""
    host = str(params.get("host", ""))
    ports = {server.security: server.port for server in reversed(_usual(provider, host))}
    return {
        "provider_name": provider.name,
        "tls_port": ports.get("tls", ""),
        "starttls_port": ports.get("starttls", ""),
        "include": provider.spf_include[0] if provider.spf_include else "",
    }


def notes_at(
    provider: Provider, cause: str, translate: Translate, today: datetime.date | None
) -> tuple[str, ...]:
    """When the facts were checked, and the changes that bear on this cause.

    Without a day it is not known what is past and what is to come, so no change is named.
    """
    written = written_fix(provider, cause)
    checked = datetime.date.fromisoformat(f"{(written or provider).checked}-01")
    known: Params = {"provider_name": provider.name, "month": f"{checked:%B %Y}"}
    notes = [say_sentence(_CHECKED, known, translate)]
    if today is not None:
        past, coming = provider.changes(today)
        told = [(change, change.past) for change in past]
        told += [(change, change.coming) for change in coming]
        for change, sentence in told:
            if cause in change.causes:
                notes.append(say_sentence(sentence, {"when": change.when}, translate))
    return tuple(note for note in notes if note)


_CHECKED: Final = QT_TRANSLATE_NOOP(
    "Fix", "These steps are for {provider_name}, as of {month}. Pages may look different today."
)


def _usual(provider: Provider, host: str) -> list[MailServer]:
    """The provider's ways to send on this server, or on all of them; 25 is for servers."""
    usual = [server for server in provider.smtp if server.port != 25]
    return [server for server in usual if server.host == host.lower()] or usual


def _from_facts(provider: Provider, cause: str, general: Fix, host: str) -> Fix | None:
    if cause in _PORTS and _usual(provider, host):
        return msgspec.structs.replace(general, who=Who.YOU, steps=(_PORT_STEP, _TEST_AGAIN))
    if cause == "auth-wrong-username" and provider.username in _USER_NAMES:
        steps = (_USER_NAMES[provider.username], _TEST_AGAIN)
        return msgspec.structs.replace(general, who=Who.YOU, steps=steps)
    if cause == "sender-spf-dkim-fail" and provider.spf_include:
        return msgspec.structs.replace(general, steps=_SPF_STEPS, copy=(_SPF_COPY,))
    switch = provider.enable_access
    if cause == "auth-protocol-access-off" and switch is not None and switch.url is not None:
        return msgspec.structs.replace(general, link=switch.url)
    return None


_TEST_AGAIN: Final = QT_TRANSLATE_NOOP("Fix", "Test again.")

_PORT_STEP: Final = (
    QT_TRANSLATE_NOOP(
        "Fix",
        "Choose port {tls_port} with “Encrypted from the start”, or port {starttls_port} with “Upgrade to encryption”.",
    ),
    QT_TRANSLATE_NOOP("Fix", "Choose port {tls_port} with “Encrypted from the start”."),
    QT_TRANSLATE_NOOP("Fix", "Choose port {starttls_port} with “Upgrade to encryption”."),
)

_USER_NAMES: Final = {
    "full-address": QT_TRANSLATE_NOOP(
        "Fix", "Type your whole email address as the user name. {provider_name} wants it so."
    ),
    "local-part": QT_TRANSLATE_NOOP(
        "Fix",
        "Type the part of your email address before the @ as the user name. {provider_name} wants it so.",
    ),
}

_SPF_STEPS: Final = (
    QT_TRANSLATE_NOOP(
        "Fix",
        "In the DNS of the domain, add the text below to the SPF record, before its last word. A domain may have only one SPF record.",
    ),
    QT_TRANSLATE_NOOP(
        "Fix",
        "Then set DKIM up for the domain: {provider_name} shows in its settings which records to publish.",
    ),
)

_SPF_COPY: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Add to the SPF record"), "include:{include}")

"""Which providers a domain's mail runs through: by its MX records, and by whom its SPF includes."""

import functools

import msgspec

from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.spf.macro import SyntaxProblem
from mailadmin.core.dns.spf.names import mail_servers, spf_records
from mailadmin.core.dns.spf.record import Record, parse
from mailadmin.core.providers import Provider, provider_of_mx, providers


class MailProviders(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes mail for a domain, and who may send it, with the two answers that say so.

    ``receiving`` is None where it is nobody we know. ``sending`` are those of the SPF record's
    own includes, in its order; the servers inside an include are that provider's affair.
    """

    mx: Answer
    txt: Answer
    receiving: Provider | None = None
    sending: tuple[Provider, ...] = ()
    sends_nothing: bool = False
    """The SPF record is ``v=spf1 -all``: no server may send for this domain."""

    @property
    def likeliest(self) -> Provider | None:
        """The one that most mail runs through, None where one can't tell."""
        if self.receiving is not None:
            return self.receiving
        return self.sending[0] if len(self.sending) == 1 else None

    @property
    def selectors(self) -> tuple[str, ...]:
        """The DKIM selectors that these providers are known to use, the likelier first."""
        known = (self.receiving, *self.sending) if self.receiving else self.sending
        names = (each for provider in known if provider for each in provider.dkim_selectors)
        return tuple(dict.fromkeys(name for name in names if not name.startswith("pattern: ")))


async def look_up(domain: str, asker: Asker) -> MailProviders:
    """Who it is, by two questions that other checks of the domain ask as well. Never raises."""
    mx, txt = await asker.query_all([(domain, "MX"), (domain, "TXT")])
    receiving = provider_of_mx(mail_servers(mx))
    record = await _spf(txt)
    if record is None:
        return MailProviders(mx=mx, txt=txt, receiving=receiving)
    return MailProviders(
        mx=mx,
        txt=txt,
        receiving=receiving,
        sending=_senders(record, receiving),
        sends_nothing=[each.text.lower() for each in record.mechanisms] == ["-all"],
    )


async def _spf(txt: Answer) -> Record | None:
    texts = spf_records(txt)
    if len(texts) != 1:
        return None
    try:
        return await parse(texts[0])
    except SyntaxProblem:
        return None


def _senders(record: Record, receiving: Provider | None) -> tuple[Provider, ...]:
    """Whom the record includes; of those that share an include, the one that takes the mail."""
    domains = [each.domain for each in record.mechanisms if each.name == "include"]
    if record.redirect is not None:
        domains.append(record.redirect.domain)
    found: dict[str, Provider] = {}
    for parts in domains:
        name = parts[0] if parts and len(parts) == 1 else None
        sharing = _by_include().get(name.lower().rstrip("."), ()) if isinstance(name, str) else ()
        chosen = [one for one in sharing if one is receiving] or sharing
        found.update({one.id: one for one in chosen})
    return tuple(found.values())


@functools.cache
def _by_include() -> dict[str, tuple[Provider, ...]]:
    found: dict[str, list[Provider]] = {}
    for provider in providers():
        for name in provider.spf_include:
            found.setdefault(name, []).append(provider)
    return {name: tuple(sharing) for name, sharing in found.items()}

"""Whether a provider signs in the name of a domain: it can where it was given a key there."""

from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.dkim import read_key
from mailadmin.core.dns.questions import Asker
from mailadmin.core.providers import Provider, provider_of_server


async def signs_for(host: str, domain: str, asker: Asker) -> bool:
    """Whether the server's provider has a DKIM key of the domain.

    That is so where one of its usual selectors is an alias that leads to the provider itself:
    somebody has set that up, and nothing else would make it. Asks nothing about a server of
    nobody we know.
    """
    provider = provider_of_server(host)
    if provider is None:
        return False
    names = [each for each in provider.dkim_selectors if not each.startswith("pattern: ")]
    answers = await asker.query_all((f"{name}._domainkey.{domain}", "TXT") for name in names)
    return any(_is_of(provider, answer) for answer in answers)


def _is_of(provider: Provider, answer: Answer) -> bool:
    if len(answer.values) != 1 or not answer.aliases or not read_key(answer.values[0]).counts:
        return False
    end = answer.aliases[-1].rstrip(".").lower()
    return any(end.endswith(f".{own}") for own in _own_domains(provider))


def _own_domains(provider: Provider) -> set[str]:
    """The domains that the provider's own servers and records are in."""
    hosts = {*provider.spf_include, *provider.mx_suffixes, *(each.host for each in provider.smtp)}
    return {".".join(host.split(".")[-2:]) for host in hosts}

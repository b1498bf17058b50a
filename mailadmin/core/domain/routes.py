"""Whether a server of the account may send for the domain: what receivers will see of it.

They see the address that the message comes from, the domain of its envelope, and a signature if
there is one. Which address that is, nobody tells who has sent nothing: of a well-known provider it
is one of those that its own SPF record names, of any other server it is taken to be the one of its
name. A test message shows the true one.
"""

import asyncio
import ipaddress
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import is_reachable, read_address
from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.dkim import DkimFacts
from mailadmin.core.dns.dmarc import Alignment, DmarcPolicy, aligned, discover
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.spf import SpfResult, check_host
from mailadmin.core.dns.spf.branches import SpfTree, all_terms
from mailadmin.core.dns.spf.tree import survey as survey_spf
from mailadmin.core.domain import dkim
from mailadmin.core.domain.proposals import spf as proposals
from mailadmin.core.domain.proposals.spf import Proposal
from mailadmin.core.domain.scene import Scene, Sender
from mailadmin.core.domain.signing import signs_for
from mailadmin.core.providers import Provider, provider_of_server

MOST_ADDRESSES: Final = 4
"""Addresses of a server that are checked."""


class Checked(msgspec.Struct, frozen=True):
    """One address that mail may come from, and what SPF says of it."""

    address: str
    spf: SpfResult


class RouteFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What receivers will see of mail from ``domain`` through ``sender``.

    ``provider`` is whose server it is, where that is known; ``answers`` are those for the server's
    addresses. ``checked`` is empty where no address is known. ``aligned`` says whether the
    envelope's domain counts as the domain in From (None where the DNS did not tell). ``keys`` are
    the domain's DKIM keys; ``signed`` says that the server's provider has one of them;
    ``proposal`` is an SPF record that would let the server send.
    """

    domain: str
    sender: Sender
    envelope_domain: str
    policy: DmarcPolicy
    keys: DkimFacts
    aligned: bool | None
    provider: Provider | None = None
    answers: tuple[Answer, ...] = ()
    checked: tuple[Checked, ...] = ()
    proposal: Proposal | None = None
    signed: bool = False


async def look_up(scene: Scene, sender: Sender) -> RouteFacts:
    """Find out how mail through one server of the account will look. Never raises."""
    envelope = sender.envelope.rpartition("@")[2]
    envelope = ascii_host(envelope) or envelope
    provider = provider_of_server(sender.host, sender.envelope)
    policy, signed, signing, (addresses, answers) = await asyncio.gather(
        discover(scene.domain, scene.questions),
        signs_for(sender.host, scene.domain, scene.questions),
        dkim.look_up(scene, scene.domain),
        _addresses(scene, sender, envelope, provider),
    )
    mode = Alignment.RELAXED if policy.record is None else policy.record.aspf
    belongs, results = await asyncio.gather(
        aligned(scene.domain, envelope, mode, scene.questions),
        asyncio.gather(
            *(
                check_host(each, envelope, sender.envelope, sender.host, scene.questions)
                for each in addresses
            )
        ),
    )
    facts = RouteFacts(
        domain=scene.domain,
        sender=sender,
        envelope_domain=envelope,
        policy=policy,
        keys=signing.keys,
        signed=signed,
        aligned=belongs,
        provider=provider,
        answers=answers,
        checked=tuple(map(Checked, addresses, results)),
    )
    if envelope != scene.domain or all(each.spf.result == "pass" for each in facts.checked):
        return facts
    return msgspec.structs.replace(facts, proposal=await _proposed(facts, scene))


async def _addresses(
    scene: Scene, sender: Sender, envelope: str, provider: Provider | None
) -> tuple[tuple[str, ...], tuple[Answer, ...]]:
    """The addresses that mail may come from, and the answers that said so."""
    if provider is not None and provider.spf_include:
        tree = await survey_spf(envelope, scene.questions)
        return _of_provider(tree, provider) or await _of_include(scene, provider), ()
    try:
        return (str(ipaddress.ip_address(sender.host.strip("[]"))),), ()
    except ValueError:
        name = ascii_host(sender.host) or sender.host
    answers = await scene.questions.query_all((name, kind) for kind in ("A", "AAAA"))
    found = [value for answer in answers for value in answer.values]
    return tuple(found[:MOST_ADDRESSES]), tuple(answers)


def _of_provider(tree: SpfTree, provider: Provider) -> tuple[str, ...]:
    """An address that the provider's own include names, where the domain includes it."""
    for term in all_terms(tree):
        if term.target in provider.spf_include and term.inner is not None:
            return _first_address(term.inner)
    return ()


async def _of_include(scene: Scene, provider: Provider) -> tuple[str, ...]:
    return _first_address(await survey_spf(provider.spf_include[0], scene.questions))


def _first_address(tree: SpfTree) -> tuple[str, ...]:
    networks = (network for term in all_terms(tree) for network in term.networks)
    return tuple(str(network[0]) for network in networks)[:1]


async def _proposed(facts: RouteFacts, scene: Scene) -> Proposal | None:
    """An SPF record with the server in it; none where that would be guessing."""
    provider = facts.provider
    if provider is not None and provider.spf_include:
        wanted = [proposals.include(provider.spf_include[0])]
    else:
        seen_from_outside = [each.address for each in facts.checked if _is_reachable(each.address)]
        wanted = list(map(proposals.address, seen_from_outside))
    return await proposals.propose(scene.domain, scene.questions, wanted) if wanted else None


def _is_reachable(address: str) -> bool:
    return is_reachable(read_address(address))

"""What is known of file types and of services that stand in for links. The facts are data.

``resources/attachment_types.json`` and ``resources/shorteners.json``: an entry each, with its
sources and the month it was checked in; ``evidence`` says how good those are (``vendor``: the
maker's own page; ``third party``: anybody else's).
"""

import functools
from typing import Literal

import msgspec

from mailadmin.core.resources import table

Weight = Literal["refused", "macros", "pages"]
"""What receivers make of a file: refuse it, distrust it for its macros, or for being a web page."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    notes: str
    evidence: Literal["vendor", "third party"]
    sources: tuple[str, ...]
    checked: str


class FileTypes(_Entry, frozen=True, kw_only=True):
    """Endings of file names, in lower case without the dot, that receivers treat alike."""

    weight: Weight
    endings: tuple[str, ...]


class LinkService(_Entry, frozen=True, kw_only=True):
    """Hosts whose links lead elsewhere; names below them count too.

    A ``shortener`` is open to everybody; a ``rewriter`` is the receiver's own filter, which put
    its links in the place of those that were sent.
    """

    kind: Literal["shortener", "rewriter"]
    hosts: tuple[str, ...]


@functools.cache
def file_types() -> tuple[FileTypes, ...]:
    """The types of files that receivers dislike."""
    return table("attachment_types.json", FileTypes)


@functools.cache
def link_services() -> tuple[LinkService, ...]:
    """The services."""
    return table("shorteners.json", LinkService)


def weight_of(ending: str) -> Weight | None:
    """What receivers make of files whose names end so; None where they do not mind."""
    return _weights().get(ending.lower())


def stands_in(host: str, kind: Literal["shortener", "rewriter"]) -> bool:
    """Whether links to this host lead elsewhere, by such a service."""
    labels = host.lower().split(".")
    names = {".".join(labels[start:]) for start in range(len(labels))}
    return not names.isdisjoint(_hosts(kind))


@functools.cache
def _weights() -> dict[str, Weight]:
    return {ending: types.weight for types in file_types() for ending in types.endings}


@functools.cache
def _hosts(kind: str) -> frozenset[str]:
    return frozenset(
        host for service in link_services() if service.kind == kind for host in service.hosts
    )

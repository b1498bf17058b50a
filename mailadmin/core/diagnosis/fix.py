"""What the user does now: the shape of a cause's fix and how it is put into words."""

from collections.abc import Callable
from enum import StrEnum

import msgspec

from mailadmin.core.finding import Params


class Who(StrEnum):
    """Whose job a fix is."""

    YOU = "you"
    MAIL_ADMIN = "mail-admin"
    DOMAIN_HOST = "domain-host"
    NETWORK_ADMIN = "network-admin"
    RECIPIENT = "recipient"
    NOBODY = "nobody"
    """Waiting is all there is to do."""


class Blame(StrEnum):
    """Whose refusal a cause is: it decides whether another route may help."""

    SERVER = "server"
    """The server, the way to it, or what it allows: the Messenger may do better."""
    RECIPIENT = "recipient"
    CONTENT = "content"


class Copy(msgspec.Struct, frozen=True):
    """A text to copy, and what it is."""

    label: str
    text: str


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Who must act, the steps in order, texts to copy, and a page that says more."""

    who: Who
    steps: tuple[str, ...]
    copy: tuple[Copy, ...] = ()
    link: str | None = None


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One reason why mail fails, with its words and its fix (templates with parameters)."""

    id: str
    title: str
    blame: Blame
    fix: Fix


Translate = Callable[[str], str]


def put_into_words(fix: Fix, params: Params, translate: Translate) -> Fix:
    """The fix with its sentences translated and their parameters filled in."""
    return Fix(
        who=fix.who,
        steps=tuple(fill_in(translate(step), params) for step in fix.steps),
        copy=tuple(
            Copy(translate(copy.label), fill_in(translate(copy.text), params)) for copy in fix.copy
        ),
        link=fix.link,
    )


def fill_in(text: str, params: Params) -> str:
    """The text with its parameters; a parameter that is not known stays readable."""
    return text.format_map(_Known(params))


class _Known(dict[str, str | int | float]):
    def __missing__(self, key: str) -> str:
        return f"({key.replace('_', ' ')})"

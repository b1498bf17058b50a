"""What to do about a cause: the shape of a fix, and how it is put into words."""

import string
from collections.abc import Callable
from enum import StrEnum
from typing import Any

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


Sentence = str | tuple[str, ...]
"""A template, or several of which the first one is said whose parameters are all known."""


class Copy(msgspec.Struct, frozen=True):
    """A text to copy, and what it is: a record to publish, a message to forward."""

    label: str
    text: Sentence


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Who must act, the steps in order, and how to see that it worked.

    ``copy`` are texts to copy, such as a message to whoever must act; ``link`` is a page that says
    more; ``check`` says how to see that it worked.
    """

    who: Who
    steps: tuple[Sentence, ...]
    copy: tuple[Copy, ...] = ()
    link: str | None = None
    check: Sentence = ""


class CopyText(msgspec.Struct, frozen=True):
    """A text to copy, in words."""

    label: str
    text: str


class FixText(msgspec.Struct, frozen=True, kw_only=True):
    """A fix in words: every sentence translated, every parameter filled in."""

    who: Who
    steps: tuple[str, ...]
    copy: tuple[CopyText, ...] = ()
    link: str | None = None
    check: str = ""
    notes: tuple[str, ...] = ()
    """What is worth knowing besides: when the steps were checked, what is going to change."""


Translate = Callable[[str], str]


def put_into_words(fix: Fix, params: Params, translate: Translate) -> FixText:
    """The fix in words. A step or text that nothing is known for is left out."""

    def say(sentence: Sentence) -> str:
        return say_sentence(sentence, params, translate)

    return FixText(
        who=fix.who,
        steps=tuple(step for step in map(say, fix.steps) if step),
        copy=tuple(
            CopyText(translate(copy.label), text) for copy in fix.copy if (text := say(copy.text))
        ),
        link=fix.link,
        check=say(fix.check),
    )


def say_sentence(sentence: Sentence, params: Params, translate: Translate) -> str:
    """A sentence with its parameters; empty where no version of it has all of them."""
    versions = (sentence,) if isinstance(sentence, str) else sentence
    known = {name: value for name, value in params.items() if value not in ("", None)}
    for version in versions:
        if names_in(version) <= set(known):
            return translate(version).format(**known)
    return ""


def names_in(template: str) -> set[str]:
    """The parameters that a template names."""
    parsed: Any = string.Formatter().parse(template)
    return {name for _, name, _, _ in parsed if name}

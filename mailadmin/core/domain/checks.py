"""The one list of a domain's checks, in the order in which they are shown.

To add one: what the DNS says of it in ``core/dns``, what that means in ``judge``, its words in
``core/texts/domain``, and a line here.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.domain.scene import Scene
from mailadmin.core.finding import Verdict


class Subject(msgspec.Struct, frozen=True):
    """One of the things that a check looks at: an address, a server of the account."""

    name: str
    route: Route | None = None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check: what it fetches, and what that means.

    ``subjects``, where there is one, finds what the check looks at one by one; otherwise it looks
    at the domain. ``without`` is said where there are none; nothing is, where it is None.
    """

    name: str
    look_up: Callable[[Scene, str], Awaitable[Any]]
    """Fetch the facts of one subject. Never raises for what the DNS or a server says."""
    judge: Callable[[Any], Verdict]
    """Pure: the facts of ``look_up`` to a verdict."""
    subjects: Callable[[Scene], Awaitable[Sequence[Subject]]] | None = None
    without: Verdict | None = None


CHECKS: Final[tuple[Check, ...]] = ()

"""Which Authentication-Results fields the receiver itself wrote (RFC 8601 section 7.1)."""

import msgspec

from mailadmin.core.message.authentication_results.facts import AuthenticationResults, MethodResult
from mailadmin.core.message.authentication_results.reading import read
from mailadmin.core.message.border import Border, tell_apart
from mailadmin.core.message.headers import Headers

NAME = "Authentication-Results"


class Written(msgspec.Struct, frozen=True):
    """One field as it stands in the header, and what it says."""

    value: str
    read: AuthenticationResults


class Trusted(msgspec.Struct, frozen=True, kw_only=True):
    """The fields, told apart, top first.

    ``own`` are the receiver's; ``others`` are unproven: anybody could have written them.
    """

    own: tuple[Written, ...] = ()
    others: tuple[Written, ...] = ()

    def of(self, method: str) -> tuple[MethodResult, ...]:
        """The receiver's own results of one method, in order."""
        return tuple(result for each in self.own for result in each.read.of(method))

    def telling(self, method: str) -> tuple[Written, ...]:
        """The receiver's own fields that have a result of this method."""
        return tuple(each for each in self.own if each.read.of(method))


def trusted(headers: Headers, border: Border) -> Trusted:
    """Tell the receiver's fields from those that came with the message."""
    told = tell_apart(headers, border, NAME, _written, lambda written: written.read.server)
    return Trusted(own=told.own, others=told.others)


def _written(value: str) -> Written:
    return Written(value, read(value))

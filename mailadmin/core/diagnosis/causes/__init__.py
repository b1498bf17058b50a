"""The causes: why mail fails. One entry a cause, in the order of a message's way.

An entry has everything that belongs to its cause: the words, whose refusal it is, the signs by
which it is known, the fix, and real texts that it must be found in. ``{names}`` in the words are
parameters of the finding. Adding a cause is adding an entry to the module of its group.

The entries are not formatted, so that each sentence stays on one line. Of several versions of a
sentence the one that says most comes first, and the last needs no parameter. ``{address}`` is in
the words of recipients only: a server may refuse a sender at the recipient, and then it is the
recipient's. ``{limit}`` is in none: it is the time limit, not the server's. Where more is known than
the cause, :mod:`mailadmin.core.diagnosis.closer_look` has other words.
"""

from typing import Final

from mailadmin.core.diagnosis.cause import Cause
from mailadmin.core.diagnosis.causes import (
    auth,
    auth_policy,
    content,
    dns,
    keyring,
    limits,
    network,
    protocol,
    recipient,
    reputation,
    sender,
    sender_domain,
    temporary,
    tls,
    unknown,
)

_GROUPS = (
    dns,
    network,
    tls,
    protocol,
    auth,
    auth_policy,
    sender,
    sender_domain,
    reputation,
    content,
    recipient,
    limits,
    temporary,
    keyring,
    unknown,
)

CAUSES: Final[dict[str, Cause]] = {cause.id: cause for group in _GROUPS for cause in group.CAUSES}
"""Every cause by its id."""

"""A message that may have been sent: what its presence in the user's own mailbox proves."""

import msgspec

from mailadmin.core.account import Account, Route
from mailadmin.core.inbox.folders import Place
from mailadmin.core.send.addresses import read_mailbox
from mailadmin.core.send.records import Row
from mailadmin.core.send.routes import Done, RecipientState, Uncertain


def telling_places(account: Account, row: Row, decision: Uncertain) -> tuple[Place, ...]:
    """Where finding the message proves that this very conversation carried it.

    ``row`` is the message as it was before the conversation.
    """
    own = read_mailbox(account.identity.address).address
    in_doubt = {r for r in decision.recipients if r.state is RecipientState.UNCERTAIN}
    to_oneself = own in {r.address for r in in_doubt}
    # Some providers file what they have taken under Sent; a copy of an earlier try would deceive.
    first_time = all(r.state is not RecipientState.SENT for r in row.recipients)
    by_server = first_time and {r.route for r in in_doubt} == {Route.MAIL_SERVER}
    return (
        *((Place.INBOX, Place.JUNK) if to_oneself else ()),
        *((Place.SENT,) if by_server else ()),
    )


def certain(decision: Uncertain) -> Done:
    """The decision once the message was found: one conversation carried it, so all have it."""
    return Done(
        recipients=tuple(
            msgspec.structs.replace(result, state=RecipientState.SENT)
            if result.state is RecipientState.UNCERTAIN
            else result
            for result in decision.recipients
        )
    )

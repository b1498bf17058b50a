"""What filters would dislike in a message that is still being written."""

import msgspec

from mailadmin.core.account import Identity
from mailadmin.core.finding import Verdict
from mailadmin.core.message.content import look_at
from mailadmin.core.reading.judge.content import judge
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.message import build


def check_draft(draft: Draft, identity: Identity) -> list[Verdict]:
    """Build the message as it would be sent, and judge its content. Nothing is sent or kept.

    Recipients need not be known yet. Reads the attachments, so it belongs in a thread. Raises
    :class:`~mailadmin.core.send.errors.MessageError` where the message can't be made.
    """
    if not (draft.to or draft.cc or draft.bcc):
        draft = msgspec.structs.replace(draft, to=(identity.address,))
    return judge(look_at(build(draft, identity).data))

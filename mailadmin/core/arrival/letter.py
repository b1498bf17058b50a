"""The test message: an ordinary letter that says what it is, with a mark to know it by."""

import secrets
from typing import Final

from mailadmin.core.send.draft import Draft

_TEXT: Final = """\
Hello,

this is a test message from mailadmin. Somebody at {sender} is finding out whether email from
there arrives, how long it takes, and in which folder it lands.

Nothing needs to be done. The message can be deleted.

Number of this test: {mark}
"""


def test_letter(sender: str, recipients: tuple[str, ...]) -> Draft:
    """Write the test message to these mailboxes.

    Its words are those of a person, because filters look at them: a message that looks like no
    other would tell nothing about the others.
    """
    mark = secrets.token_hex(8)
    return Draft(
        to=recipients,
        subject=f"Does email from {sender} arrive? Test {mark[:6]}",
        text=_TEXT.format(sender=sender, mark=mark),
        mark=mark,
    )

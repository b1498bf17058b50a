"""Which folders a message can have landed in."""

import pytest

from mailadmin.core.inbox.folders import Folder, Place, folders_at

BOTH = (Place.INBOX, Place.JUNK)


def listing(*folders: str | tuple[str, Place]) -> tuple[Folder, ...]:
    return tuple(
        Folder(name=found) if isinstance(found, str) else Folder(name=found[0], place=found[1])
        for found in folders
    )


@pytest.mark.parametrize(
    ("there", "places", "names"),
    [
        (("INBOX", ("Bin", Place.JUNK)), BOTH, ["INBOX", "Bin"]),
        (("INBOX", "Junk"), BOTH, ["INBOX", "Junk"]),
        (("INBOX", "Spam", "Spam/Old"), BOTH, ["INBOX", "Spam"]),
        (("INBOX", "INBOX.Spam", "INBOX.Sent"), BOTH, ["INBOX", "INBOX.Spam"]),
        (("INBOX", "INBOX/Junk E-mail"), BOTH, ["INBOX", "INBOX/Junk E-mail"]),
        (("INBOX", "[Gmail]/Spam"), BOTH, ["INBOX", "[Gmail]/Spam"]),
        (("INBOX", "Spamverdacht", "Unerwünscht"), BOTH, ["INBOX", "Spamverdacht", "Unerwünscht"]),
        # What the server says counts more than a name that sounds like it.
        (("INBOX", "Spam", ("Müll", Place.JUNK)), BOTH, ["INBOX", "Müll"]),
        (("INBOX", ("Junk", Place.SENT)), BOTH, ["INBOX"]),
        (("INBOX", "Archive"), BOTH, ["INBOX"]),
        ((), BOTH, ["INBOX"]),
        (("INBOX", ("Out", Place.SENT), "Junk"), (Place.SENT,), ["Out"]),
        (("INBOX", "Gesendete Objekte"), (Place.SENT, Place.INBOX), ["Gesendete Objekte", "INBOX"]),
    ],
)  # fmt: skip
def test_the_servers_word_counts_else_the_usual_name(
    there: tuple[str | tuple[str, Place], ...], places: tuple[Place, ...], names: list[str]
) -> None:
    found = folders_at(listing(*there), places)
    assert [folder.name for folder in found] == names
    assert all(folder.place in places for folder in found)

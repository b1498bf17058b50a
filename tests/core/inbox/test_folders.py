"""Which folders a message can have landed in."""

import pytest

from mailadmin.core.inbox.folders import MOST_WATCHED, Folder, Place, folders_at, folders_to_watch

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


@pytest.mark.parametrize(
    "name",
    [
        "[Gmail]/Spam", "[Gmail]/Correo no deseado", "[Gmail]/Спам", "[Google Mail]/Spam",
        "[Gmail]/迷惑メール", "[Gmail]/垃圾邮件", "[Gmail]/스팸함", "Bulk", "Bulk Mail",
        "Junk Email", "INBOX.Junk", "INBOX.spam", "Nevyžádaná pošta", "Wiadomości-śmieci",
        "Önemsiz", "Önemsiz E-posta", "Ανεπιθύμητα", "דואר זבל", "البريد غير الهام", "정크 메일",
        "Небажана пошта", "Levélszemét",
        "ÖNEMSIZ",
    ],
)  # fmt: skip
def test_junk_in_many_languages(name: str) -> None:
    assert [each.name for each in folders_at(listing("INBOX", name), (Place.JUNK,))] == [name]


@pytest.mark.parametrize(
    ("there", "watched"),
    [
        (("INBOX", "Sent", "Drafts", "Templates", "Outbox", "Work"), ["INBOX", "Work"]),
        (("Work", "Junk", "INBOX"), ["INBOX", "Junk", "Work"]),
        (("INBOX", "A/B/C", "A/B", "A"), ["INBOX", "A", "A/B", "A/B/C"]),
        (("inbox", ("Raus", Place.SENT), ("Offen", Place.DRAFTS)), ["INBOX"]),
        (("INBOX", "INBOX.Gesendet", "INBOX.Entwürfe", "INBOX.Spam"), ["INBOX", "INBOX.Spam"]),
        ((), ["INBOX"]),
    ],
)
def test_where_a_message_may_turn_up(
    there: tuple[str | tuple[str, Place], ...], watched: list[str]
) -> None:
    assert [folder.name for folder in folders_to_watch(listing(*there))] == watched


def test_others_have_no_place_but_all_mail_has() -> None:
    there = listing("INBOX", ("Bin", Place.TRASH), ("Everything", Place.ALL), "[Gmail]/Important")
    places = {folder.name: folder.place for folder in folders_to_watch(there)}
    assert places == {
        "INBOX": Place.INBOX,
        "Bin": None,
        "Everything": Place.ALL,
        "[Gmail]/Important": Place.ALL,
    }


def test_shared_folders_come_last_and_there_is_an_end() -> None:
    many = [Folder(name="Shared/A", shared=True), *(Folder(name=f"F{n}/x") for n in range(150))]
    assert folders_to_watch(many)[-1].name == "Shared/A"
    assert len(folders_to_watch([Folder(name=f"F{n}") for n in range(10_000)])) == MOST_WATCHED

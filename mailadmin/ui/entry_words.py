"""An entry of the history in words: a test, or a message of the outbox."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from mailadmin.core.history.run import Summary
from mailadmin.ui import words
from mailadmin.ui.theme import Tone

if TYPE_CHECKING:
    from mailadmin.core.history.browsing import Entry
    from mailadmin.core.send.records import Row


class EntryWords(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of an entry. ``sentence`` may be empty."""

    at: datetime
    what: str
    account: str
    icon: str
    tone: Tone
    word: str
    sentence: str


def words_of(entry: "Entry") -> EntryWords:
    """The entry in words."""
    return _of_run(entry) if isinstance(entry, Summary) else _of_message(entry)


def what_of(row: "Row") -> str:
    """What a message is: its subject and whom it is for."""
    to = ", ".join(recipient.address for recipient in row.recipients)
    subject = row.subject or words.no_subject()
    return f"{subject} → {to}"


def _of_run(summary: Summary) -> EntryWords:
    if summary.outcome is None:
        icon, tone, word = "skipped", Tone.QUIET, words.cancelled()
    else:
        icon, tone = words.OUTCOMES[summary.outcome]
        word = words.outcome_word(summary.outcome)
    return EntryWords(
        at=summary.ended,
        what=words.run_name(summary.about),
        account=summary.about.account_name,
        icon=icon,
        tone=tone,
        word=word,
        sentence=_sentence(summary),
    )


def _sentence(summary: Summary) -> str:
    """What came out. What another version said and this one does not know is left out."""
    try:
        if summary.cause is not None:
            return words.cause_title(summary.cause, summary.params)
        return "" if summary.says is None else words.say(summary.says)
    except KeyError:
        return ""


def _of_message(row: "Row") -> EntryWords:
    icon, tone = words.MESSAGE_STATES[row.state]
    return EntryWords(
        at=row.changed,
        what=what_of(row),
        account=row.account_name,
        icon=icon,
        tone=tone,
        word=words.message_state(row.state, row.route),
        sentence="" if row.reason is None else words.say(row.reason.phrase),
    )

"""The window's words for what became of a test message, and for the way of a message."""

from PySide6.QtCore import QCoreApplication, QLocale

from mailadmin.core.arrival.outcome import REFUSED, RETURNED, ArrivalResult, MailboxSeen, Where
from mailadmin.core.event import Outcome
from mailadmin.ui.theme import Tone

MINUTE, HOUR, DAY = 60, 3600, 86400

Look = tuple[str, Tone, str]
"""Icon, tone and word of a state."""


def seen_look(seen: MailboxSeen) -> Look:
    """What a mailbox says once nobody waits any more."""
    say_it = QCoreApplication.translate
    if seen.folder is Where.INBOX:
        return "ok", Tone.OK, say_it("Arrival", "Inbox")
    if seen.folder is Where.JUNK:
        return "warning", Tone.WARNING, say_it("Arrival", "Junk")
    if seen.folder is Where.OTHER:
        return "info", Tone.INFO, say_it("Arrival", "Another folder")
    if seen.failure == REFUSED:
        return "failed", Tone.FAILED, say_it("Arrival", "Refused")
    if seen.failure == RETURNED:
        return "failed", Tone.FAILED, say_it("Arrival", "Came back")
    if seen.failure is not None:
        return "unknown", Tone.WARNING, say_it("Arrival", "Could not look")
    return "failed", Tone.FAILED, say_it("Arrival", "Missing")


def duration(seconds: float) -> str:
    """A span of time in its two biggest units: ``4 s``, ``2 min 5 s``, ``3 h``."""
    say_it = QCoreApplication.translate
    whole = round(seconds)
    if whole < 1:
        return say_it("Arrival", "less than 1 s")
    units = (
        (DAY, say_it("Arrival", "{0} d")),
        (HOUR, say_it("Arrival", "{0} h")),
        (MINUTE, say_it("Arrival", "{0} min")),
        (1, say_it("Arrival", "{0} s")),
    )
    parts: list[str] = []
    for size, template in units:
        amount, whole = divmod(whole, size)
        if amount:
            parts.append(template.format(QLocale().toString(amount)))
        elif parts:
            break
    return " ".join(parts[:2])


def was_sent(result: ArrivalResult) -> bool:
    """Whether there was something to wait for: the message was sent, or may have been."""
    sending = result.sending
    return sending is not None and (bool(sending.accepted) or sending.status is Outcome.UNCERTAIN)


def last_sentence(result: ArrivalResult) -> str:
    """Where the last test message went, for Home: the user's own mailbox is the first."""
    say_it = QCoreApplication.translate
    own = next((one for one in result.mailboxes if one.folder is not None), None)
    if own is None:
        missing = any(one.failure in (None, RETURNED) for one in result.mailboxes)
        if missing and was_sent(result):
            return say_it("Arrival", "The last test message did not arrive.")
        return ""
    after = duration(own.seconds or 0.0)
    template = {
        Where.INBOX: say_it("Arrival", "The last test message reached the Inbox in {0}."),
        Where.JUNK: say_it("Arrival", "The last test message landed in Junk after {0}."),
        Where.OTHER: say_it("Arrival", "The last test message reached another folder in {0}."),
    }[own.folder or Where.INBOX]
    return template.format(after)

"""Answers of the DNS as evidence."""

from mailadmin.core.dns.answer import Answer
from mailadmin.core.finding import RecordSeen


def records_seen(*answers: Answer) -> tuple[RecordSeen, ...]:
    """The answers, each once, in order."""
    return tuple(
        RecordSeen(name=one.name, type=one.type, values=one.values, answer=one.state)
        for one in dict.fromkeys(answers)
    )

"""Answers of the DNS as evidence."""

from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.spf import Trace
from mailadmin.core.finding import RecordSeen


def records_seen(*answers: Answer) -> tuple[RecordSeen, ...]:
    """The answers, each once, in order."""
    return tuple(
        RecordSeen(name=one.name, type=one.type, values=one.values, answer=one.state)
        for one in dict.fromkeys(answers)
    )


def traced(trace: Trace) -> RecordSeen:
    """The record that a check of SPF began with."""
    found = trace.record is not None
    return RecordSeen(
        name=trace.domain,
        type="TXT",
        values=(trace.record,) if trace.record is not None else (),
        answer="found" if found else "no-data",
    )

"""How a received message, and the waiting for one, is printed for people."""

from collections.abc import Iterator
from typing import Final

import click

from mailadmin.cli.terminal import (
    MARKS,
    Print,
    finding_line,
    mending_lines,
    outcome_lines,
    result_lines,
)
from mailadmin.core.arrival.outcome import REFUSED, RETURNED, ArrivalResult, MailboxSeen, Where
from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.event import Event, Finished, Found, Listener
from mailadmin.core.finding import Finding, Status, is_repeated
from mailadmin.core.message.hop import Hop
from mailadmin.core.reading.outcome import MessageResult
from mailadmin.core.texts.check_names import name_of_check

_FOLDERS: Final = {
    Where.INBOX: ("✔", "green", "Inbox"),
    Where.JUNK: ("!", "yellow", "Junk"),
    Where.OTHER: ("!", "yellow", "another folder"),
}


AT_ONCE: Final = 0.05
"""Seconds; less is not worth a number."""


def message_listener(out: Print, *, verbose: bool = False) -> Listener:
    """Write every finding as it comes, and at the end the way it came and what to do."""

    def listen(event: Event) -> None:
        match event:
            case Found(finding):
                out(finding_line(finding, verbose=verbose))
            case Finished(result) if isinstance(result, MessageResult):
                for text in _reading_lines(result):
                    out(text)
                out("")
                for text in outcome_lines(result):
                    out(text)

    return listen


def arrival_listener(out: Print, *, verbose: bool = False) -> Listener:
    """Write the sending and each mailbox as it goes, and at the end what each copy says."""
    said: list[Finding] = []
    subjects: list[str] = []

    def listen(event: Event) -> None:
        match event:
            case Found(finding) if _is_of_reading(finding) and not verbose:
                pass
            case Found(finding) if not is_repeated(finding, said):
                said.append(finding)
                if subjects != [finding.subject]:
                    subjects[:] = [finding.subject]
                    out(click.style(on_one_line(finding.subject), bold=True))
                out(finding_line(finding, verbose=verbose))
            case Finished(result) if isinstance(result, ArrivalResult):
                for text in _arrival_lines(result, verbose=verbose):
                    out(text)

    return listen


def _is_of_reading(finding: Finding) -> bool:
    return finding.check.startswith(("message.", "domain."))


def _arrival_lines(result: ArrivalResult, *, verbose: bool) -> Iterator[str]:
    for mailbox in result.mailboxes:
        yield ""
        yield _mailbox_line(mailbox)
        if mailbox.reading is not None:
            yield from _reading_lines(mailbox.reading)
            if not verbose:
                yield _summary(mailbox.reading)
        if mailbox.trouble is not None:
            yield from mending_lines([mailbox.trouble])
    not_sent = result.sending is not None and result.failure is result.sending.failure
    if result.failure is not None and not_sent:
        yield from result_lines(result)
    else:
        yield ""
        yield from outcome_lines(result)
    if any(mailbox.folder is None and mailbox.failure is None for mailbox in result.mailboxes):
        yield "  To find out why: mailadmin why"


def _mailbox_line(mailbox: MailboxSeen) -> str:
    address = on_one_line(mailbox.address)
    if mailbox.folder is None:
        where = "missing" if mailbox.failure is None else "could not be looked into"
        where = {REFUSED: "not sent", RETURNED: "came back"}.get(mailbox.failure or "", where)
        return click.style(f"✖ {address}: {where}", fg="red", bold=True)
    mark, colour, where = _FOLDERS[mailbox.folder]
    name = on_one_line(mailbox.name or "")
    named = "" if name.casefold() == where.casefold() else f" ({name})"
    after = "at once" if (mailbox.seconds or 0) < AT_ONCE else f"after {mailbox.seconds:.1f} s"
    return click.style(f"{mark} {address}: {where}{named}, {after}", fg=colour, bold=True)


def _reading_lines(result: MessageResult) -> Iterator[str]:
    about = result.about_message
    for name, value in (
        ("From", about.sender),
        ("Address", about.address),
        ("Subject", about.subject),
        ("Date", about.sent),
    ):
        if value:
            yield click.style(f"  {name:<8} {on_one_line(value)}", dim=True)
    for number, hop in enumerate(result.hops, 1):
        yield click.style(f"  {number:>2}. {_hop(hop)}", dim=True)
    problems = [one for one in result.findings if one.status in (Status.FAILED, Status.WARNING)]
    for report in problems:
        if report.check == "message.bounce":
            yield finding_line(report)
    yield from mending_lines(problems)


def _summary(result: MessageResult) -> str:
    """Every check of a copy in one line, each with its mark."""
    worst: dict[str, Status] = {}
    for finding in result.findings:
        name = name_of_check(finding.check)
        known = worst.get(name, Status.OK)
        worst[name] = max(known, finding.status, key=_ORDER.index)
    marks = "  ".join(f"{MARKS[status][0]} {name}" for name, status in worst.items())
    return f"  {marks}"


_ORDER: Final = (
    Status.OK, Status.INFO, Status.SKIPPED, Status.UNKNOWN, Status.WARNING, Status.FAILED
)  # fmt: skip


def _hop(hop: Hop) -> str:
    name = hop.name or hop.helo or "?"
    sender = f"{name} [{hop.address}]" if hop.address and hop.address not in name else name
    delay = "" if hop.delay is None else f", {hop.delay:.0f} s"
    lock = {True: ", encrypted", False: ", not encrypted", None: ""}[hop.encrypted]
    return on_one_line(f"{sender} → {hop.by or '?'}{lock}{delay}")

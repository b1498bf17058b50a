"""What was actually seen, opened in place under a stage or a failure."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from mailadmin.core.finding import (
    AddressSeen,
    CapabilitySeen,
    CertificateSeen,
    Evidence,
    ExceptionSeen,
    HeaderSeen,
    RecordSeen,
    ReplySeen,
    TlsSeen,
    TranscriptSeen,
)
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, TINY
from mailadmin.ui.widgets.block import Block
from mailadmin.ui.widgets.term_tree import TermTree
from mailadmin.ui.widgets.text import Role, Text


class EvidenceView(QWidget):
    """Evidence, one part below the other."""

    def __init__(self, evidence: Sequence[Evidence], detail: str = "") -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, TINY, 0, SMALL)
        self._box.setSpacing(SMALL)
        if detail:
            self._box.addWidget(Text(detail))
        addresses = [seen for seen in evidence if isinstance(seen, AddressSeen)]
        if addresses:
            self._pairs(_address_lines(addresses))
        records = [one for one in evidence if isinstance(one, RecordSeen) and not one.terms]
        for seen in evidence:
            if seen not in records:
                self._show(seen)
            elif seen is records[0]:
                self._records(records)
        if not detail and not evidence:
            self._box.addWidget(Text(self.tr("There is nothing more to show."), Role.QUIET))

    def _show(self, seen: Evidence) -> None:
        match seen:
            case ReplySeen():
                self._block(self.tr("The server's reply"), reply_text(seen))
            case RecordSeen():
                self._box.addWidget(TermTree(seen))
            case CertificateSeen():
                self._box.addWidget(Text(self.tr("Certificate"), Role.STRONG))
                self._pairs(_certificate_lines(seen))
            case TlsSeen():
                bits = QCoreApplication.translate("Evidence", "{0} bits").format(seen.bits)
                self._pairs(
                    [
                        (self.tr("Protocol"), seen.version),
                        (self.tr("Cipher"), f"{seen.cipher}, {bits}"),
                    ]
                )
            case CapabilitySeen():
                label = (
                    self.tr("What the server offers, encrypted")
                    if seen.encrypted
                    else self.tr("What the server offers before encryption")
                )
                self._block(label, "\n".join(seen.lines))
            case HeaderSeen():
                self._block(self.tr("Header field"), f"{seen.name}: {seen.value}")
            case TranscriptSeen():
                self._block(self.tr("Transcript"), "\n".join(seen.lines))
            case ExceptionSeen():
                self._block(self.tr("What this computer said"), f"{seen.type}: {seen.text}")
            case AddressSeen():
                pass  # shown together, above

    def _records(self, records: Sequence[RecordSeen]) -> None:
        """All in one block: a check of blocklists has a dozen."""
        label = self.tr("DNS answer") if len(records) == 1 else self.tr("DNS answers")
        first = f"{records[0].name} {records[0].type}"
        name = self.tr("{0}: {1}").format(label, first)
        self._block(label, "\n".join(map(record_text, records)), name)

    def _block(self, label: str, text: str, name: str = "") -> None:
        self._box.addWidget(Text(label, Role.STRONG))
        self._box.addWidget(Block(text, name or label))

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(TINY)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(pairs):
            key = Text(name, Role.QUIET)
            key.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
            key.setWordWrap(False)
            grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(value), row, 1)
        self._box.addLayout(grid)


def reply_text(reply: ReplySeen) -> str:
    """A reply as the server wrote it: the code before every line (RFC 5321 section 4.2.1)."""
    lines = reply.text.split("\n")
    enhanced = f"{reply.enhanced} " if reply.enhanced else ""
    last = len(lines) - 1
    return "\n".join(
        f"{reply.code}{' ' if number == last else '-'}{enhanced}{line}"
        for number, line in enumerate(lines)
    )


def record_text(record: RecordSeen) -> str:
    """A DNS answer, one value a line."""
    head = f"{record.name} {record.type}"
    values = record.values or (words.dns_answer(record.answer),)
    return "\n".join((head, *(f"  {value}" for value in values)))


def _address_lines(addresses: Sequence[AddressSeen]) -> list[tuple[str, str]]:
    say_it = QCoreApplication.translate
    outcomes = {
        "connected": say_it("Evidence", "connected"),
        "not-needed": say_it("Evidence", "not needed"),
        "refused": say_it("Evidence", "refused the connection"),
        "timed-out": say_it("Evidence", "did not answer in time"),
        "unreachable": say_it("Evidence", "can not be reached from here"),
        "reset": say_it("Evidence", "closed the connection"),
        "forbidden": say_it("Evidence", "this computer does not allow the connection"),
    }
    lines = []
    for seen in addresses:
        outcome = outcomes.get(seen.outcome, seen.outcome)
        if seen.elapsed_ms is not None:
            outcome = f"{outcome} · {words.took(seen.elapsed_ms)}"
        lines.append((seen.address, outcome))
    return lines


def _certificate_lines(seen: CertificateSeen) -> list[tuple[str, str]]:
    say_it = QCoreApplication.translate
    valid = say_it("Evidence", "{0} to {1} ({2} days left)").format(
        seen.not_before.date().isoformat(), seen.not_after.date().isoformat(), seen.days_left
    )
    return [
        (say_it("Evidence", "Issued to"), seen.subject),
        (say_it("Evidence", "Valid for"), ", ".join(seen.names)),
        (say_it("Evidence", "Issued by"), seen.issuer),
        (say_it("Evidence", "Valid from"), valid),
        (say_it("Evidence", "Key"), seen.key),
        (say_it("Evidence", "Fingerprint (SHA-256)"), fingerprint(seen.sha256)),
        (say_it("Evidence", "Chain"), " ← ".join(seen.chain)),
    ]


def fingerprint(sha256: str) -> str:
    """A fingerprint in groups that can be compared on the phone."""
    text = sha256.upper()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))

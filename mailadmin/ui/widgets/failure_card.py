"""A failure: what is wrong, whose job it is, the steps, and one click to everything seen."""

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mailadmin.core.account import Server
from mailadmin.core.diagnosis import Copy, Fix
from mailadmin.core.finding import (
    CertificateSeen,
    Finding,
    TranscriptSeen,
)
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.buttons import LinkButton, PlainButton, PrimaryButton, button
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.evidence import Block, EvidenceView
from mailadmin.ui.widgets.form import PasswordField
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text

NEW_PASSWORD_HELPS = ("auth-bad-credentials", "auth-app-password-required")
"""Causes that another password may cure."""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """What the card shows. ``suggestion`` is a setting that works, ``lines`` the transcript."""

    finding: Finding
    lines: tuple[str, ...] = ()
    suggestion: Server | None = None
    offer_trust: bool = False
    """Whether the user may accept the certificate or the missing encryption of this server."""


class FailureCard(Card):
    """The card itself; what the buttons do is the page's business. ``prefix``: object names."""

    use_setting = Signal(object)
    """The user wants the suggested :class:`Server`."""
    trust_certificate = Signal(str)
    """The user wants to accept the certificate with this SHA-256 fingerprint."""
    allow_plain_password = Signal()
    """The user wants the password to go out without encryption."""
    new_password = Signal(str)
    """The user has typed another password and wants to try again."""
    copy_wanted = Signal()
    """The user wants the text for support."""

    def __init__(self, prefix: str) -> None:
        super().__init__(Tone.FAILED)
        self._prefix = prefix
        self._content: QWidget | None = None
        self.setVisible(False)

    def clear(self) -> None:
        """Show nothing."""
        self.setVisible(False)
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.deleteLater()
            self._content = None

    def show_failure(self, failure: Failure) -> None:
        """Show a failure and what to do about it."""
        self.clear()
        self._content = QWidget()
        box = QVBoxLayout(self._content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        finding = failure.finding
        box.addLayout(self._head(finding))
        if failure.suggestion is not None:
            box.addLayout(self._suggestion(failure.suggestion))
        fix = words.fix_of(finding)
        if fix is not None:
            self._fix(box, fix)
        self._offers(box, failure)
        self._details(box, failure)
        self.body.addWidget(self._content)
        self.setVisible(True)

    def _head(self, finding: Finding) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        icon = StateIcon(1.5)
        status = finding.status
        self.set_tone(words.TONES[status])
        icon.set_state(status.value, words.TONES[status], words.status_word(status))
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        sentences = QVBoxLayout()
        sentences.setSpacing(TINY)
        title, said = words.cause_of(finding), words.title_of(finding)
        heading = Text(title, Role.HEADING)
        heading.setObjectName(f"{self._prefix}failure_title")
        sentences.addWidget(heading)
        if said != title:
            sentences.addWidget(Text(said))
        detail = words.detail_of(finding)
        if detail:
            sentences.addWidget(Text(detail, Role.QUIET))
        head.addLayout(sentences, 1)
        return head

    def _suggestion(self, server: Server) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        sentence = self.tr("This setting works: {server}, port {port}, {security}.").format(
            server=server.host, port=server.port, security=words.security_name(server.security)
        )
        use = PrimaryButton(self.tr("Use this setting"), f"{self._prefix}use_setting")
        use.clicked.connect(lambda: self.use_setting.emit(server))
        line.addWidget(Text(sentence, Role.STRONG), 1)
        line.addWidget(use)
        return line

    def _fix(self, box: QVBoxLayout, fix: Fix) -> None:
        steps = QVBoxLayout()
        steps.setSpacing(TINY)
        steps.addWidget(Text(words.whose_job(fix.who), Role.STRONG))
        for number, step in enumerate(fix.steps, 1):
            line = QHBoxLayout()
            line.setSpacing(SMALL)
            count = Text(self.tr("{0}.").format(number), Role.QUIET)
            count.setFixedWidth(count.fontMetrics().horizontalAdvance("00."))
            line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Text(step), 1)
            steps.addLayout(line)
        box.addLayout(steps)
        for number, copy in enumerate(fix.copy):
            box.addLayout(self._copy(copy, number))
        if fix.link is not None and words.is_web_address(fix.link):
            box.addWidget(self._link(fix.link))

    def _copy(self, copy: Copy, number: int) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        text = QVBoxLayout()
        text.setSpacing(TINY)
        text.addWidget(Text(copy.label, Role.QUIET))
        text.addWidget(Block(copy.text, copy.label))
        line.addLayout(text, 1)
        do_it = button(self.tr("Copy"), f"{self._prefix}copy_{number}", "copy")
        do_it.setAccessibleName(self.tr("Copy: {0}").format(copy.label))
        do_it.clicked.connect(lambda: QGuiApplication.clipboard().setText(copy.text))
        line.addWidget(do_it, 0, Qt.AlignmentFlag.AlignBottom)
        return line

    def _link(self, link: str) -> LinkButton:
        host = QUrl(link).host()
        go = LinkButton(self.tr("Open the page at {0}").format(host), f"{self._prefix}open_link")
        go.setToolTip(link)
        go.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(link)))
        return go

    def _offers(self, box: QVBoxLayout, failure: Failure) -> None:
        verdict = failure.finding.verdict
        if verdict.cause in NEW_PASSWORD_HELPS:
            box.addLayout(self._retry())
        if not failure.offer_trust:
            return
        for seen in verdict.evidence:
            if isinstance(seen, CertificateSeen) and failure.finding.check == "tls.certificate":
                trust = PlainButton(self.tr("Trust this certificate …"))
                trust.setObjectName(f"{self._prefix}trust_certificate")
                trust.clicked.connect(partial(self.trust_certificate.emit, seen.sha256))
                box.addWidget(trust, 0, Qt.AlignmentFlag.AlignLeft)
        if verdict.id == "smtp.auth.not-encrypted":
            allow = PlainButton(self.tr("Allow the password without encryption …"))
            allow.setObjectName(f"{self._prefix}allow_plain_password")
            allow.clicked.connect(self.allow_plain_password)
            box.addWidget(allow, 0, Qt.AlignmentFlag.AlignLeft)

    def _retry(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        field = PasswordField(self.tr("New password"), f"{self._prefix}new_password")
        again = PlainButton(self.tr("Try again"))
        again.setObjectName(f"{self._prefix}try_again")

        def go() -> None:
            if field.value():
                self.new_password.emit(field.value())

        again.clicked.connect(go)
        edit = field.editor
        assert isinstance(edit, QLineEdit)
        edit.returnPressed.connect(go)
        line.addWidget(field, 1)
        line.addWidget(again, 0, Qt.AlignmentFlag.AlignBottom)
        return line

    def _details(self, box: QVBoxLayout, failure: Failure) -> None:
        evidence = [
            seen
            for seen in failure.finding.verdict.evidence
            if not isinstance(seen, TranscriptSeen)
        ]
        lines = failure.lines or _transcript(failure.finding)
        if evidence:
            box.addWidget(
                Disclosure(
                    self.tr("What the server said"),
                    f"{self._prefix}server_said",
                    lambda: EvidenceView(evidence),
                )
            )
        if lines:
            box.addWidget(
                Disclosure(
                    self.tr("Transcript"),
                    f"{self._prefix}transcript",
                    lambda: Block("\n".join(lines), self.tr("Transcript")),
                )
            )
        copy = button(self.tr("Copy for support"), f"{self._prefix}copy_for_support", "copy")
        copy.clicked.connect(self.copy_wanted)
        box.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)


def _transcript(finding: Finding) -> Sequence[str]:
    for seen in finding.verdict.evidence:
        if isinstance(seen, TranscriptSeen):
            return seen.lines
    return ()

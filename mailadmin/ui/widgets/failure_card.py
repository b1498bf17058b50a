"""A failure: what is wrong, whose job it is, the steps, and one click to everything seen."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mailadmin.core.account import Server
from mailadmin.core.diagnosis.fix import FixText
from mailadmin.core.event import Result
from mailadmin.core.finding import CertificateSeen, Finding
from mailadmin.core.oauth.offering import SIGNING_IN_HELPS
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.block import Block
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.evidence import EvidenceView
from mailadmin.ui.widgets.explanation import ExplanationView
from mailadmin.ui.widgets.fix_view import FixView, column
from mailadmin.ui.widgets.form import PasswordField
from mailadmin.ui.widgets.leaving import let_go
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text

NEW_PASSWORD_HELPS = ("auth-bad-credentials", "auth-app-password-required")
"""Causes that another password may cure."""


class FailureCard(Card):
    """The card itself; what the buttons do is the page's business. ``prefix``: object names.

    Not ``acts``: it is about the past. Nothing can be tried again here, and whoever shows the
    past has the button for support.
    """

    use_setting = Signal(object)
    """The user wants the suggested :class:`Server`."""
    trust_certificate = Signal(str)
    """The user wants to accept the certificate with this SHA-256 fingerprint."""
    allow_plain_password = Signal()
    """The user wants the password to go out without encryption."""
    new_password = Signal(str)
    """The user has typed another password and wants to try again."""
    sign_in_wanted = Signal()
    """The user wants to sign in at the provider's page, and to try again."""
    copy_wanted = Signal()
    """The user wants the text for support."""

    def __init__(self, prefix: str, *, acts: bool = True) -> None:
        super().__init__(Tone.FAILED)
        self._acts = acts
        self._prefix = prefix
        self._content: QWidget | None = None
        self.setVisible(False)

    def clear(self) -> None:
        """Show nothing."""
        self.setVisible(False)
        if self._content is not None:
            self.body.removeWidget(self._content)
            let_go(self._content)
            self._content = None

    def show_result(self, result: Result, *, offer_trust: bool = False, page: str = "") -> None:
        """Show why a run did not pass and what to do about it.

        ``offer_trust``: whether the user may accept the certificate or the missing encryption.
        ``page``: whose page the user could sign in at, if that helps; empty for none.
        """
        self.clear()
        self._content = QWidget()
        box = QVBoxLayout(self._content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(self._head(result))
        if result.suggestion is not None:
            box.addLayout(self._suggestion(result.suggestion))
        box.addLayout(self._what_to_do(result, page))
        if offer_trust and result.failure is not None:
            self._trust(box, result.failure)
        self._details(box, result)
        self.body.addWidget(self._content)
        self.setVisible(True)

    def _head(self, result: Result) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        icon = StateIcon(1.5)
        state, tone = words.OUTCOMES[result.status]
        self.set_tone(tone)
        icon.set_state(state, tone, words.outcome_word(result.status))
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        sentences = QVBoxLayout()
        sentences.setSpacing(TINY)
        first, *rest = _sentences(result)
        heading = Text(first, Role.HEADING)
        heading.setObjectName(f"{self._prefix}failure_title")
        sentences.addWidget(heading)
        for sentence in rest:
            sentences.addWidget(Text(sentence, Role.QUIET))
        head.addLayout(sentences, 1)
        return head

    def _what_to_do(self, result: Result, page: str) -> QVBoxLayout:
        todo = column(GAP)
        own, explained = _own_fix(result), words.explanation_of(result)
        if page and explained is not None and explained.cause in SIGNING_IN_HELPS:
            todo.addWidget(self._sign_in(page), 0, Qt.AlignmentFlag.AlignLeft)
        if own is not None:
            todo.addWidget(FixView(own, self._prefix))
        elif explained is not None:
            view = ExplanationView(explained, self._prefix)
            if self._acts and explained.cause in NEW_PASSWORD_HELPS:
                view.after_steps.addLayout(self._retry())
            todo.addWidget(view)
        elif result.failure is not None and (fix := words.fix_of(result.failure)) is not None:
            todo.addWidget(FixView(fix, self._prefix))
        return todo

    def _sign_in(self, page: str) -> PrimaryButton:
        go = PrimaryButton(
            self.tr("Sign in with {0}").format(page), f"{self._prefix}sign_in"
        ).break_lines()
        go.clicked.connect(self.sign_in_wanted)
        return go

    def _suggestion(self, server: Server) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        sentence = self.tr("This setting works: {server}, port {port}, {security}.").format(
            server=server.host, port=server.port, security=words.security_name(server.security)
        )
        line.addWidget(Text(sentence, Role.STRONG), 1)
        if self._acts:
            use = PrimaryButton(self.tr("Use this setting"), f"{self._prefix}use_setting")
            use.clicked.connect(lambda: self.use_setting.emit(server))
            line.addWidget(use)
        return line

    def _trust(self, box: QVBoxLayout, finding: Finding) -> None:
        seen = _certificate_to_trust(finding)
        if seen is not None:
            trust = PlainButton(
                self.tr("Trust this certificate …"), f"{self._prefix}trust_certificate"
            )
            trust.clicked.connect(partial(self.trust_certificate.emit, seen.sha256))
            box.addWidget(trust, 0, Qt.AlignmentFlag.AlignLeft)
        if finding.verdict.id == "smtp.auth.not-encrypted":
            allow = PlainButton(
                self.tr("Allow the password without encryption …"),
                f"{self._prefix}allow_plain_password",
            )
            allow.clicked.connect(self.allow_plain_password)
            box.addWidget(allow, 0, Qt.AlignmentFlag.AlignLeft)

    def _retry(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        field = PasswordField(self.tr("New password"), f"{self._prefix}new_password")
        again = PlainButton(self.tr("Try again"), f"{self._prefix}try_again")

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

    def _details(self, box: QVBoxLayout, result: Result) -> None:
        evidence = result.failure.verdict.evidence if result.failure is not None else ()
        details = QVBoxLayout()
        details.setSpacing(0)
        box.addLayout(details)
        if evidence:
            details.addWidget(
                Disclosure(
                    self.tr("What the server said"),
                    f"{self._prefix}server_said",
                    lambda: EvidenceView(evidence),
                )
            )
        if result.transcript:
            details.addWidget(
                Disclosure(
                    self.tr("Transcript"),
                    f"{self._prefix}transcript",
                    lambda: Block("\n".join(result.transcript), self.tr("Transcript")),
                )
            )
        if not self._acts:
            return
        copy = PlainButton(self.tr("Copy for support"), f"{self._prefix}copy_for_support", "copy")
        copy.clicked.connect(self.copy_wanted)
        box.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)


def _certificate_to_trust(finding: Finding) -> CertificateSeen | None:
    """The mail server's own certificate: it was seen first, those of a second look came later.

    None where somebody else answered for certain: the password would go to them.
    """
    if finding.check != "tls.certificate" or finding.verdict.cause == "network-intercepted":
        return None
    evidence = finding.verdict.evidence
    return next((seen for seen in evidence if isinstance(seen, CertificateSeen)), None)


def _own_fix(result: Result) -> FixText | None:
    """What to do about a sign-in at a provider's page, None where it is about something else.

    There are many noes at such a page, and the finding knows more than its cause.
    """
    from mailadmin.core import fixes

    if result.failure is None:
        return None
    return fixes.fix_of_sign_in(result.failure.verdict, words.translate_fix)


def _sentences(result: Result) -> tuple[str, ...]:
    """What is wrong, the most telling sentence first, nothing said twice."""
    said = [] if _own_fix(result) is not None else [words.reason_of(result)]
    if result.command == "send":
        said.insert(0, words.say(result.title))
    if result.failure is not None:
        said += [words.title_of(result.failure), words.detail_of(result.failure)]
    once = {sentence.rstrip("."): sentence for sentence in reversed(said) if sentence}
    return tuple(reversed(once.values()))

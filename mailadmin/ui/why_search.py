"""The search for reasons in the window: where it looks, live, and how far it has come."""

import importlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core import blocking
from mailadmin.core.account import Account
from mailadmin.core.event import Event, Finished, Found
from mailadmin.core.finding import Finding
from mailadmin.core.ranking import WORST_DECIDES
from mailadmin.ui.desk import Desk
from mailadmin.ui.stages import Stages
from mailadmin.ui.theme import SMALL
from mailadmin.ui.widgets.evidence import EvidenceView
from mailadmin.ui.widgets.stage_list import StageList, StageRow
from mailadmin.ui.widgets.text import Role, Text

if TYPE_CHECKING:
    from mailadmin.core.missing.answers import Answers
    from mailadmin.core.missing.case import Reason

LOADING: Final = 30.0
"""Seconds that reading the modules may take the first time."""

PLACES: Final = "missing."
CHECKS: Final = "domain."
"""How the names begin of the places that are looked at, and of the checks of the own domain."""


class PlaceRow(StageRow):
    """One place that is looked at. What is wrong with somebody else's domain is not advised on."""

    def _has_details(self, finding: Finding) -> bool:
        return bool(finding.verdict.evidence)

    def _make_details(self) -> QWidget:
        return EvidenceView(self.stage.evidence)


class WhySearch(QWidget):
    """The places with what each says, and a line about the checks of the user's own domain."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._checked = 0
        self._places = StageList("why_", PlaceRow)
        self._far = Text("", Role.QUIET)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SMALL)
        box.addWidget(self._places)
        box.addWidget(self._far)

    async def reasons(self, answers: "Answers", account: Account | None) -> tuple["Reason", ...]:
        """Look everywhere, and rank what is found."""
        self._far.setText(self.tr("Preparing the search …"))
        self._places.begin(Stages())
        try:
            await blocking.run(
                importlib.import_module, "mailadmin.core.missing.gathering", limit=LOADING
            )
            return await self._search(answers, account)
        finally:
            self._places.end()
            self._far.setVisible(False)

    async def _search(self, answers: "Answers", account: Account | None) -> tuple["Reason", ...]:
        from mailadmin.core.domain.checks import CHECKS as ALL_CHECKS
        from mailadmin.core.missing.case import Case
        from mailadmin.core.missing.gathering import gather
        from mailadmin.core.missing.looked import places
        from mailadmin.core.missing.reasons import rank

        self._checked = 0
        self._far.setText("")
        self._far.setVisible(account is not None)
        self._places.begin(Stages(places(answers, account), rank=WORST_DECIDES))
        total = len({check.name for check in ALL_CHECKS})
        done: set[str] = set()

        def listen(event: Event) -> None:
            if isinstance(event, Finished):
                return
            about = event.finding if isinstance(event, Found) else event
            if about.check.startswith(PLACES):
                self._places.listen(event)
            elif isinstance(event, Found) and about.check.startswith(CHECKS):
                done.add(about.check)
                template = self.tr("Checks of your domain: {0} of {1}")
                self._far.setText(template.format(len(done), total))

        await self._desk.keeping.all_kept()  # a test that has just ended counts as well
        evidence = await gather(answers, account, self._desk.workspace, listen)
        return rank(Case(answers, evidence, datetime.now(UTC)))

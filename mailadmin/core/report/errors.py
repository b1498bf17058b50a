"""What can go wrong with a report: always one sentence for a person."""

from mailadmin.core.event import Phrase


class ReportError(Exception):
    """A report can't be written or read. ``phrase`` says why and what would help."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.id)
        self.phrase = phrase


class NotWritten(ReportError):
    """All was right but the disk, or the report itself."""

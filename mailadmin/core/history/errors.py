"""What can go wrong with the history: always one sentence for a person."""

from mailadmin.core.event import Phrase


class HistoryError(Exception):
    """The history can't be read or written. ``phrase`` says why and what would help."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.id)
        self.phrase = phrase

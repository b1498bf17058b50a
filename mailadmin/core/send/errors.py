"""What stops a message before it starts: always one sentence for a person."""

from mailadmin.core.event import Phrase


class SendError(Exception):
    """Nothing was sent. ``phrase`` says what is wrong and what would be right."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.id)
        self.phrase = phrase


class MessageError(SendError):
    """The message can't be made: an address, an attachment, an empty recipient list."""


class OutboxError(SendError):
    """The outbox can't do what was asked, or its file can't be used."""


class DraftError(SendError):
    """A draft can't be read or written."""

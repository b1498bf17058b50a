"""What is known of each folder while a message is waited for. No I/O."""

from collections.abc import Sequence
from typing import Final

from mailadmin.core.inbox.arrival import Mark
from mailadmin.core.inbox.folders import Folder, Place
from mailadmin.core.inbox.recognition import bears
from mailadmin.core.inbox.responses import Fields, Numbers

MOST_KEPT: Final = 200
"""Messages of a folder that are remembered until the mark is known, the last ones."""

MOST_REPORTS: Final = 20
"""Reports that are looked into; of a test message there is one for each recipient at most."""


class Note:
    """One folder: up to which UID it was looked at, and what came since.

    ``next_uid`` is None where that is not known: the folder could not be asked before the message
    was sent, or its UIDs are others now (RFC 9051 section 2.3.1.1). Then its last messages are
    looked at.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.validity = 0
        self.next_uid: int | None = None
        self.messages: int | None = None
        self.reports: list[Fields] = []
        self._seen: list[tuple[Fields, float]] = []

    def begin(self, numbers: Numbers, next_uid: int | None) -> None:
        """What comes from ``next_uid`` on is new."""
        self.validity = numbers.validity or 0
        self.messages = numbers.messages
        self.next_uid = next_uid
        self._seen = []

    def entered(self, numbers: Numbers) -> None:
        """The folder was opened: forget what was noted where its UIDs are no more the same."""
        if (numbers.validity or 0) != self.validity:
            self.begin(numbers, None)
        self.messages = numbers.messages

    def has_changed(self, numbers: Numbers, mark: Mark | None) -> bool:
        """Whether something may have come since, or is still to be compared with the mark."""
        if self.next_uid is None or (self._seen and mark is not None):
            return True
        if numbers.validity is not None and numbers.validity != self.validity:
            return True
        if numbers.next_uid is None:
            return numbers.messages != self.messages
        return numbers.next_uid > self.next_uid

    def add(self, found: Sequence[Fields], at: float) -> bool:
        """Remember messages that the server told of at a time; whether one of them is new."""
        after = self.next_uid or 1
        new = [each for each in found if each.uid >= after and not self._is_sent_copy(each)]
        self.next_uid = max([after, *(each.uid + 1 for each in found)])
        self._seen = [*self._seen, *((each, at) for each in new)][-MOST_KEPT:]
        return bool(new)

    def looked_up_to(self, next_uid: int | None) -> None:
        """Everything before this UID was looked at, or is gone."""
        self.next_uid = max(self.next_uid or 1, next_uid or 1)

    def take(self, mark: Mark | None) -> tuple[tuple[Fields, float], ...]:
        """The messages that bear the mark, and forget the others; none while it is unknown."""
        if mark is None:
            return ()
        seen, self._seen = self._seen, []
        self.reports += [each for each, _ in seen if each.report and not bears(each, mark)]
        return tuple((each, at) for each, at in seen if bears(each, mark))

    def take_reports(self) -> tuple[Fields, ...]:
        """What looks like a report about some message, the last few, and forget them."""
        reports, self.reports = self.reports[-MOST_REPORTS:], []
        return tuple(reports)

    def _is_sent_copy(self, fields: Fields) -> bool:
        """Gmail shows what its user sent among all mail, whether it arrives or not."""
        return self.folder.place is Place.ALL and b"\\sent" in fields.labels

"""What a delivery has said so far, for the case that it is torn off before its end."""

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Found, Listener
from mailadmin.core.finding import Finding, Status
from mailadmin.core.send.routes import RecipientResult, RecipientState, reply_in


class Overheard:
    """A listener that passes everything on and remembers what is certain already.

    ``refused`` are the recipients that the server has turned away singly; ``taken`` says that it
    has accepted the message for the others.
    """

    def __init__(self, listener: Listener, route: Route) -> None:
        self._listener = listener
        self._route = route
        self.refused: tuple[RecipientResult, ...] = ()
        self.taken = False

    def __call__(self, event: Event) -> None:
        """Hear one event."""
        if isinstance(event, Found):
            self._note(event.finding)
        self._listener(event)

    def _note(self, finding: Finding) -> None:
        if finding.check == "smtp.message" and finding.status is Status.OK:
            self.taken = True
        reply = reply_in(finding)
        if finding.check == "smtp.recipient" and finding.status is not Status.OK and reply:
            result = RecipientResult(
                address=str(finding.verdict.params["address"]),
                state=RecipientState.REFUSED,
                route=self._route,
                reply=reply,
                cause=finding.verdict.cause,
            )
            self.refused = (*self.refused, result)

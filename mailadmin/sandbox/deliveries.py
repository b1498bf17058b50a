"""Scenarios in which the mail server takes the message, and something happens to it afterwards."""

from mailadmin.core.arrival.outcome import Where
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP
from mailadmin.sandbox.scenario import Expected, Filing, RelayBehaviour, Scenario

_SPAM = (
    "X-Spam-Flag: YES\r\n"
    "X-Spam-Level: ******\r\n"
    "X-Spam-Status: Yes, score=6.3 required=5.0 tests=BAYES_99,HTML_IMAGE_ONLY_08,\r\n"
    "\tSUBJ_ALL_CAPS autolearn=no autolearn_force=no version=4.0.0\r\n"
)
"""What SpamAssassin writes above a message that it takes for spam."""

DELIVERIES: tuple[Scenario, ...] = (
    Scenario(
        id="junked",
        title=QT_TRANSLATE_NOOP("Scenario", "Delivered into Junk"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The receiver's spam filter dislikes the text and files the message in Junk.",
        ),
        filing=Filing(folder="Junk", fields=_SPAM),
        expected=Expected(arrival=Where.JUNK),
    ),
    Scenario(
        id="junked-unauthenticated",
        title=QT_TRANSLATE_NOOP("Scenario", "Not authenticated, so in Junk"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The mail server does not sign, SPF does not name it, and the receiver puts its mail"
            " into Junk.",
        ),
        mail_server=RelayBehaviour(signs=False),
        filing=Filing(folder="Junk", spf="fail"),
        records=('@ TXT "v=spf1 ip4:198.51.100.7 -all"',),
        expected=Expected(arrival=Where.JUNK),
    ),
    Scenario(
        id="slow-delivery",
        title=QT_TRANSLATE_NOOP("Scenario", "Slow delivery"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server takes the message at once and delivers it after 8 seconds."
        ),
        filing=Filing(delay=8.0),
        expected=Expected(copies=0),
    ),
    Scenario(
        id="swallowed",
        title=QT_TRANSLATE_NOOP("Scenario", "Accepted and never seen again"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server takes the message, and nobody ever gets it or hears of it."
        ),
        filing=Filing(folder=""),
        expected=Expected(copies=0, arrival=None),
    ),
    Scenario(
        id="returned",
        title=QT_TRANSLATE_NOOP("Scenario", "Comes back later"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The mail server takes the message, but the receiver refuses it, so a message comes"
            " back that says why.",
        ),
        filing=Filing(
            returned="552 5.2.2 The recipient's mailbox is full and can't take messages now"
        ),
        expected=Expected(arrival=None),
    ),
)

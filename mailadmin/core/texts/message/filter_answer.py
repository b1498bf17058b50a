"""What a spam filter in reach says of a message: the words. Rules are told by ``rules``."""

from typing import Final

from mailadmin.core.diagnosis.fix import Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_ONE_OF_MANY: Final = QT_TRANSLATE_NOOP("Finding", "This is what this one filter says, as it is set up there. Each recipient has a filter of their own, which may see it otherwise.")
_GO_ON: Final = QT_TRANSLATE_NOOP("Finding", "Nothing is wrong with the message because of that. Only this opinion is missing.")

TEXTS: dict[str, Text] = {
    "message.content.filter-below": Text(QT_TRANSLATE_NOOP("Finding", "{filter} gives the message {score} points; from {limit} on it calls a message spam"), _ONE_OF_MANY),
    "message.content.filter-above": Text(QT_TRANSLATE_NOOP("Finding", "{filter} calls the message spam: it has {score} points, and {limit} are enough"), _ONE_OF_MANY),
    "message.content.filter-passes": Text(QT_TRANSLATE_NOOP("Finding", "{filter} gives the message {score} points and would let it pass"), _ONE_OF_MANY),
    "message.content.filter-later": Text(
        QT_TRANSLATE_NOOP("Finding", "{filter} gives the message {score} points and would ask the sender to try again later"),
        QT_TRANSLATE_NOOP("Finding", "Mail servers try again by themselves, so such a message mostly arrives some minutes late."),
    ),
    "message.content.filter-marks": Text(QT_TRANSLATE_NOOP("Finding", "{filter} gives the message {score} points and would mark it as spam"), _ONE_OF_MANY),
    "message.content.filter-refuses": Text(QT_TRANSLATE_NOOP("Finding", "{filter} gives the message {score} points and would refuse it"), _ONE_OF_MANY),
    "message.content.filter-does-else": Text(
        QT_TRANSLATE_NOOP("Finding", "{filter} gives the message {score} points and would do something that we do not know"),
        _ONE_OF_MANY,
    ),
    "message.content.filter-rule": Text(QT_TRANSLATE_NOOP("Finding", "{filter} says about its rule {rule}: {said}")),
    "message.content.filter-rule-silent": Text(QT_TRANSLATE_NOOP("Finding", "A rule that {filter} does not explain counts against the message: {rule}")),
    "message.content.filter-not-in-reach": Text(QT_TRANSLATE_NOOP("Finding", "No {filter} answers at {place}"), _GO_ON),
    "message.content.filter-timed-out": Text(QT_TRANSLATE_NOOP("Finding", "{filter} at {place} did not answer in time"), _GO_ON),
    "message.content.filter-refused": Text(
        QT_TRANSLATE_NOOP("Finding", "{filter} at {place} did not want to look at the message"),
        QT_TRANSLATE_NOOP("Finding", "It answered: {error}"),
    ),
    "message.content.filter-broken": Text(
        QT_TRANSLATE_NOOP("Finding", "What answers at {place} does not speak like {filter}"),
        QT_TRANSLATE_NOOP("Finding", "Perhaps another program listens there. The technical reason: {error}"),
    ),
}

_LOOK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Look at the lines below this one: they say what {filter} found, the heaviest first.")
_CHANGE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Change what is about the text, the links or the files. What is about servers and domains is for your mail admin.")
_AGAIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Check the message again. The points should be fewer.")
_RUNNING: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If {filter} should run there: have your mail admin look whether it does, and whether it may be asked from this computer.")
_ADDRESS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Else leave it. The filter is no part of sending.")
_ONCE_MORE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Check the message again.")
# fmt: on

_MESSAGE: Final = Fix(who=Who.YOU, steps=(_LOOK, _CHANGE), check=_AGAIN)
_FILTER: Final = Fix(who=Who.MAIL_ADMIN, steps=(_RUNNING, _ADDRESS), check=_ONCE_MORE)

FIXES: dict[str, Fix] = {
    "message.content.filter-above": _MESSAGE,
    "message.content.filter-marks": _MESSAGE,
    "message.content.filter-refuses": _MESSAGE,
    "message.content.filter-not-in-reach": _FILTER,
    "message.content.filter-timed-out": _FILTER,
    "message.content.filter-refused": _FILTER,
    "message.content.filter-broken": _FILTER,
}

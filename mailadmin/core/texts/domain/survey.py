"""What is said of a domain as a whole, and of checks that could not be made."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    "domain.result.passed": Text(QT_TRANSLATE_NOOP("Finding", "Email from {domain} is set up well")),
    "domain.result.passed-as-far-as-known.one": Text(QT_TRANSLATE_NOOP("Finding", "Nothing wrong was found with {domain}, but one thing could not be found out")),
    "domain.result.passed-as-far-as-known.several": Text(QT_TRANSLATE_NOOP("Finding", "Nothing wrong was found with {domain}, but {count} things could not be found out")),
    "domain.result.warning.one": Text(QT_TRANSLATE_NOOP("Finding", "Email from {domain} can work, and one thing should be better")),
    "domain.result.warning.several": Text(QT_TRANSLATE_NOOP("Finding", "Email from {domain} can work, and {count} things should be better")),
    "domain.result.failed.one": Text(QT_TRANSLATE_NOOP("Finding", "One thing about {domain} has to be put right")),
    "domain.result.failed.several": Text(QT_TRANSLATE_NOOP("Finding", "{count} things about {domain} have to be put right")),
    "domain.result.no-such-domain": Text(QT_TRANSLATE_NOOP("Finding", "There is no domain named {domain}")),
    "domain.result.unknown": Text(QT_TRANSLATE_NOOP("Finding", "Nothing about {domain} could be found out")),
    "domain.not-proven.signature": Text(QT_TRANSLATE_NOOP("Finding", "Whether your server signs its messages: no message was sent")),
    "domain.not-proven.delivery": Text(QT_TRANSLATE_NOOP("Finding", "Whether messages reach the inbox: each receiver decides for itself")),
    "domain.no-such-domain": Text(QT_TRANSLATE_NOOP("Finding", "Not tested, because the domain does not exist")),
    "domain.unanswered": Text(
        QT_TRANSLATE_NOOP("Finding", "Nothing could be tested here, because the domain could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows names gave no usable answer. Test again in a few minutes."),
    ),
    "domain.too-slow": Text(
        QT_TRANSLATE_NOOP("Finding", "This could not be found out within {limit:g} seconds"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows names, or a server of the domain, was silent. Test again in a minute."),
    ),
}

"""Whose name a message carries through the Messenger, and why."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    "from.same-address": Text(
        QT_TRANSLATE_NOOP("Finding", "Through the Messenger recipients see {sender}, as always")
    ),
    "from.same-domain": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Through the Messenger recipients see {sender}: both send from {domain}"
        )
    ),
    "from.same-organization": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Through the Messenger recipients see {sender}: the Messenger is of the same domain",
        ),
        QT_TRANSLATE_NOOP(
            "Finding", "The DMARC policy of {record_at} counts both addresses as one domain."
        ),
    ),
    "from.on-behalf-of.signed": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Through the Messenger recipients see {sender}, sent by {messenger}"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger has a key of {domain} to sign with (DKIM), which its DMARC policy accepts.",
        ),
    ),
    "from.on-behalf-of.no-record": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Through the Messenger recipients see {sender}, sent by {messenger}"
        ),
        QT_TRANSLATE_NOOP(
            "Finding", "{domain} publishes no DMARC policy, so nothing keeps this from arriving."
        ),
    ),
    "from.on-behalf-of.none": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Through the Messenger recipients see {sender}, sent by {messenger}"
        ),
        QT_TRANSLATE_NOOP("Finding", "The DMARC policy of {record_at} lets that through."),
    ),
    "from.on-behalf-of.chosen": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Through the Messenger recipients see {sender}, sent by {messenger}, as you chose",
        )
    ),
    "from.on-behalf-of.quarantine": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Mail through the Messenger may land in Junk: choose “via” or “automatic”"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{domain}'s DMARC policy asks receivers to put mail in Junk that names it but comes from elsewhere.",
        ),
    ),
    "from.on-behalf-of.reject": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Mail through the Messenger may be refused: choose “via” or “automatic”"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{domain}'s DMARC policy asks receivers to refuse mail that names it but comes from elsewhere.",
        ),
    ),
    "from.via.quarantine": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Through the Messenger recipients see your name with “via Messenger” behind it, from {messenger}",
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The DMARC policy of {record_at} would put it in Junk under your name. Replies still reach you.",
        ),
    ),
    "from.via.reject": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Through the Messenger recipients see your name with “via Messenger” behind it, from {messenger}",
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The DMARC policy of {record_at} would have it refused under your name. Replies still reach you.",
        ),
    ),
    "from.via.unknown": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Through the Messenger recipients see your name with “via Messenger” behind it, from {messenger}",
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{domain}'s DMARC policy could not be looked up, so this is the safe way. Replies still reach you.",
        ),
    ),
    "from.via.chosen": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Through the Messenger recipients see your name with “via Messenger” behind it, from {messenger}",
        ),
        QT_TRANSLATE_NOOP("Finding", "You chose this. Replies still reach you."),
    ),
}

"""What is said of a message's ARC chain, and what to do.

ARC is told as the seals of those who pass a message on: each notes what it found when the message
came, and seals that.
"""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_MEANING: Final = QT_TRANSLATE_NOOP("Finding", "With ARC, servers that pass mail on note and seal what they found. A broken chain counts as none. That matters only where the sender’s own DKIM seal broke on the way.")

TEXTS: Final[dict[str, Text]] = {
    "message.arc.none": Text(
        QT_TRANSLATE_NOOP("Finding", "No server on the way has sealed the message with ARC, which is quite usual"),
        QT_TRANSLATE_NOOP("Finding", "ARC is for mailing lists and for forwarding. Mail that goes straight to its recipient does not need it."),
    ),
    "message.arc.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The seals (ARC) of those who passed the message on are right: {sealers}"),
        QT_TRANSLATE_NOOP("Finding", "They vouch for what they found when the message came to them. A receiver that trusts them may accept it although the sender’s own DKIM seal broke on the way."),
    ),
    "message.arc.too-many": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has more than 50 seals (ARC), so none of them counts"),
        QT_TRANSLATE_NOOP("Finding", "Most likely it went round in circles between two servers that forward to each other."),
    ),
    "message.arc.form": Text(QT_TRANSLATE_NOOP("Finding", "The seals (ARC) of those who passed the message on are not complete"), _MEANING),
    "message.arc.declared": Text(QT_TRANSLATE_NOOP("Finding", "{domain} noted that the seals (ARC) before its own were broken already"), _MEANING),
    "message.arc.status": Text(QT_TRANSLATE_NOOP("Finding", "The seal (ARC) of {domain} contradicts the seals before it"), _MEANING),
    "message.arc.signature": Text(
        QT_TRANSLATE_NOOP("Finding", "The message was changed after {domain} had passed it on and sealed it (ARC)"),
        QT_TRANSLATE_NOOP("Finding", "Or the key to check that seal is missing or unusable. A broken chain of seals counts as none. That matters only where the sender’s own DKIM seal broke on the way."),
    ),
    "message.arc.seal": Text(QT_TRANSLATE_NOOP("Finding", "The seal (ARC) of {domain} is not right, or can't be checked with its key"), _MEANING),
    "message.arc.no-answer": Text(
        QT_TRANSLATE_NOOP("Finding", "The seals (ARC) of those who passed the message on could not be checked just now"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows the key of {domain} gave no usable answer. Test again in a few minutes."),
    ),
    "message.arc.no-body": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether the seals (ARC) on the message are right shows only in the whole message"),
        QT_TRANSLATE_NOOP("Finding", "Only the head of the message is here. What the seals say of it is right."),
    ),
}

_WHERE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "If the sender’s DKIM seal or SPF is right for this message, nothing has to be done."),
)
_TO: Final = QT_TRANSLATE_NOOP("Fix", "Message to whoever runs the server")

_BY_SEALER: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        _WHERE,
        (
            QT_TRANSLATE_NOOP("Fix", "Otherwise tell whoever runs the mail server or the mailing list at {domain}. Only they can put their seal right."),
            QT_TRANSLATE_NOOP("Fix", "Otherwise tell whoever runs the mailing list, or forwards the message. Only they can put their seal right."),
        ),
    ),
    copy=(Copy(_TO, (
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message that you passed on arrived with an ARC chain that fails at instance {instance} ({domain}).\n\nPlease check the ARC sealing of your server: the three fields of each set, the cv= tag, and the published key (RFC 8617). Thank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message that you passed on arrived with an ARC chain that fails.\n\nPlease check the ARC sealing of your server: the three fields of each set, the cv= tag, and the published key (RFC 8617). Thank you!"),
    )),),
)

_CHANGED: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        _WHERE,
        QT_TRANSLATE_NOOP("Fix", "Otherwise look at the way of the message: a server or filter after {domain} has changed it. It should seal the message itself once it has done so."),
        QT_TRANSLATE_NOOP("Fix", "If it is the receiver’s own filter, let it check the seals before it changes anything."),
    ),
    copy=(Copy(_TO, QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message arrived with an ARC chain whose newest signature, by {domain} (instance {instance}), does not fit: it was changed afterwards.\n\nPlease check which gateway or filter changes messages after that, and have it seal them (RFC 8617) or leave them as they are. Thank you!")),),
)

_LOOP: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Look at the way of the message. If the same servers appear again and again, remove one of the two forwardings."),
    ),
)

_WHOLE_MESSAGE: Final = Fix(
    who=Who.YOU,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Save the message as a file and drop that here. In Gmail it is “Download message”, in Outlook “Save as”, in Thunderbird “Save as file”."),
    ),
)

FIXES: Final[dict[str, Fix]] = {
    "message.arc.too-many": _LOOP,
    **dict.fromkeys(("message.arc.form", "message.arc.declared", "message.arc.status", "message.arc.seal"), _BY_SEALER),
    "message.arc.signature": _CHANGED,
    "message.arc.no-body": _WHOLE_MESSAGE,
}
# fmt: on

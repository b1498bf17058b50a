"""A message that came back, is late, was confirmed, or was answered by a machine: the words."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_FAILED: Final = QT_TRANSLATE_NOOP("Finding", "{recipient} did not get the message, and nobody tries any more")
_GAVE_UP: Final = QT_TRANSLATE_NOOP("Finding", "{recipient} did not get the message: the mail server gave up for now")
_DELAYED: Final = QT_TRANSLATE_NOOP("Finding", "{recipient} has not got the message yet; the mail server keeps trying")
_SERVER_SAID: Final = QT_TRANSLATE_NOOP("Finding", "The mail server {server} said: {reply}")
_SAID: Final = QT_TRANSLATE_NOOP("Finding", "The report says: {reply}")
_LATER: Final = QT_TRANSLATE_NOOP("Finding", "Such an obstacle often goes away by itself. The mail server {server} said: {reply}")
_LATER_SAID: Final = QT_TRANSLATE_NOOP("Finding", "Such an obstacle often goes away by itself. The report says: {reply}")

_RECIPIENTS: Final[dict[str, Text]] = {
    "message.bounce.failed": Text(_FAILED, QT_TRANSLATE_NOOP("Finding", "The report does not say why.")),
    "message.bounce.failed-said": Text(_FAILED, _SAID),
    "message.bounce.failed-server-said": Text(_FAILED, _SERVER_SAID),
    "message.bounce.gave-up": Text(_GAVE_UP, QT_TRANSLATE_NOOP("Finding", "The report does not say why. Such an obstacle often goes away by itself.")),
    "message.bounce.gave-up-said": Text(_GAVE_UP, _LATER_SAID),
    "message.bounce.gave-up-server-said": Text(_GAVE_UP, _LATER),
    "message.bounce.delayed": Text(_DELAYED, QT_TRANSLATE_NOOP("Finding", "The report does not say why.")),
    "message.bounce.delayed-said": Text(_DELAYED, _SAID),
    "message.bounce.delayed-server-said": Text(_DELAYED, _SERVER_SAID),
}
_UNEXPLAINED: Final = {f"{name}-unexplained": text for name, text in _RECIPIENTS.items()}

TEXTS: dict[str, Text] = {
    **_RECIPIENTS,
    **_UNEXPLAINED,
    "message.bounce.failed-unnamed": Text(
        QT_TRANSLATE_NOOP("Finding", "The message did not reach everybody, but the report does not say whom it missed"),
        QT_TRANSLATE_NOOP("Finding", "If it had one recipient only, that one did not get it."),
    ),
    "message.bounce.delayed-unnamed": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is late, but the report does not say for whom"),
        QT_TRANSLATE_NOOP("Finding", "The mail server keeps trying. There is no need to send it again."),
    ),
    "message.bounce.delivered": Text(
        QT_TRANSLATE_NOOP("Finding", "The message was delivered to {recipient}"),
        QT_TRANSLATE_NOOP("Finding", "The mail server put it into the mailbox. Whether it was read, nobody can tell."),
    ),
    "message.bounce.relayed": Text(
        QT_TRANSLATE_NOOP("Finding", "The message to {recipient} was passed on to the next mail server"),
        QT_TRANSLATE_NOOP("Finding", "That one does not confirm deliveries, so there will be no further notice unless something goes wrong."),
    ),
    "message.bounce.expanded": Text(
        QT_TRANSLATE_NOOP("Finding", "{recipient} stands for several people, and the message was passed on to them"),
        QT_TRANSLATE_NOOP("Finding", "Such an address belongs to a group or a mailing list. There will be no notice about each member."),
    ),
    "message.bounce.more": Text(QT_TRANSLATE_NOOP("Finding", "The report names more recipients than are shown here. There are {count} more.")),
    "message.bounce.many-more": Text(QT_TRANSLATE_NOOP("Finding", "The report names more recipients than are read here. At least {count} more are in it.")),
    "message.bounce.forwarded": Text(
        QT_TRANSLATE_NOOP("Finding", "Somebody passed on a notice that a message to {recipient} did not arrive"),
        QT_TRANSLATE_NOOP("Finding", "The message that you are reading arrived. The notice is in it."),
    ),
    "message.bounce.forwarded-said": Text(
        QT_TRANSLATE_NOOP("Finding", "Somebody passed on a notice that a message to {recipient} did not arrive"),
        QT_TRANSLATE_NOOP("Finding", "The message that you are reading arrived. The notice in it says: {reply}"),
    ),
    "message.bounce.forwarded-unnamed": Text(
        QT_TRANSLATE_NOOP("Finding", "Somebody passed on a notice that a message did not arrive"),
        QT_TRANSLATE_NOOP("Finding", "The message that you are reading arrived. The notice in it does not say whom the other one missed."),
    ),
    "message.bounce.auto-reply": Text(
        QT_TRANSLATE_NOOP("Finding", "This is an automatic answer, for example because somebody is away"),
        QT_TRANSLATE_NOOP("Finding", "The message arrived. Nobody may have read it yet."),
    ),
    "message.bounce.read-receipt": Text(
        QT_TRANSLATE_NOOP("Finding", "This is a read receipt: the recipient's program says what became of the message"),
        QT_TRANSLATE_NOOP("Finding", "The message arrived. Most programs send a receipt when it is opened, some when it is deleted."),
    ),
    "message.bounce.challenge": Text(
        QT_TRANSLATE_NOOP("Finding", "The recipient's mail system holds the message back until you confirm that you sent it"),
        QT_TRANSLATE_NOOP("Finding", "It asks everybody who writes for the first time, to keep out junk."),
    ),
    "message.bounce.junk-report": Text(
        QT_TRANSLATE_NOOP("Finding", "{recipient} marked your message as junk"),
        QT_TRANSLATE_NOOP("Finding", "Mail providers send such reports to whoever sends the mail. Many of them harm the reputation of your server."),
    ),
    "message.bounce.junk-report-unnamed": Text(
        QT_TRANSLATE_NOOP("Finding", "A recipient marked your message as junk"),
        QT_TRANSLATE_NOOP("Finding", "Who it was is kept back, as is usual. Many such reports harm the reputation of your server."),
    ),
    "message.bounce.not-junk": Text(QT_TRANSLATE_NOOP("Finding", "A recipient took your message out of the junk folder")),
    "message.bounce.opt-out": Text(
        QT_TRANSLATE_NOOP("Finding", "{recipient} wants no more mail from a list of yours"),
        QT_TRANSLATE_NOOP("Finding", "The recipient's mail program asked for it, and nobody waits for an answer. Whoever goes on getting mail marks it as junk in the end."),
    ),
    "message.bounce.forgery-report": Text(
        QT_TRANSLATE_NOOP("Finding", "A receiver reports a message in the name of your domain that could not prove where it came from"),
        QT_TRANSLATE_NOOP("Finding", "Either somebody forges your address, or mail of your own is not authenticated as it should be."),
    ),
}

_SPELLING: Final = QT_TRANSLATE_NOOP("Fix", "Check the address letter by letter, above all what follows the @.")
_ASK: Final = QT_TRANSLATE_NOOP("Fix", "Ask {recipient} on another way, for example by telephone, whether the address is right and other mail arrives.")
_PASS_ON: Final = QT_TRANSLATE_NOOP("Fix", "If both is so, send the text below to the administrator of your own mail and of the recipient's. They know what it means.")
_MESSAGE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail to {recipient} came back. The mail server {server} said:\n\n{reply}\n\nCould you please look why, and let us know what has to be changed?\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail to {recipient} came back with this report:\n\n{reply}\n\nCould you please look why, and let us know what has to be changed?\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail to {recipient} came back without a reason.\n\nCould you please look why, and let us know what has to be changed?\n\nThank you!"),
)
_TO_ADMIN: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Message to the administrator"), _MESSAGE)
_AGAIN: Final = QT_TRANSLATE_NOOP("Fix", "Send the message again in a few hours.")
_STILL: Final = QT_TRANSLATE_NOOP("Fix", "If it comes back once more, ask {recipient} on another way whether other mail arrives.")
_WAIT: Final = QT_TRANSLATE_NOOP("Fix", "Wait. The mail server tries by itself for some days, and there is another notice if it gives up.")
_NOT_AGAIN: Final = QT_TRANSLATE_NOOP("Fix", "Do not send the message again, or it may arrive twice.")
_URGENT: Final = QT_TRANSLATE_NOOP("Fix", "If it is urgent, reach {recipient} on another way.")
_ALONE: Final = QT_TRANSLATE_NOOP("Fix", "Send the message to each recipient alone. Then each notice tells whom it is about.")
_GENUINE: Final = QT_TRANSLATE_NOOP("Fix", "Make sure that you wrote to this person. Junk mail imitates such questions.")
_CONFIRM: Final = QT_TRANSLATE_NOOP("Fix", "If you did, do what the message asks for. Never enter a password for it.")
_NO_MORE: Final = QT_TRANSLATE_NOOP("Fix", "Take the address off your list, and write to it only when you are asked.")
_WAY_OUT: Final = QT_TRANSLATE_NOOP("Fix", "Let every newsletter have a link that ends it with one click. Whoever finds none marks it as junk.")
_TEST_DOMAIN: Final = QT_TRANSLATE_NOOP("Fix", "Test your domain here: does it have SPF, DKIM and DMARC, the three proofs of where mail comes from?")
_OWN_SERVER: Final = QT_TRANSLATE_NOOP("Fix", "Compare the address in the report with your own servers. If it is one of them, that server's mail is not authenticated; if not, it was a forgery, and refusing it was right.")
# fmt: on

_FAILED_FIX: Final = Fix(who=Who.YOU, steps=(_SPELLING, _ASK, _PASS_ON), copy=(_TO_ADMIN,))
_GAVE_UP_FIX: Final = Fix(who=Who.YOU, steps=(_AGAIN, _STILL, _PASS_ON), copy=(_TO_ADMIN,))
_DELAYED_FIX: Final = Fix(who=Who.NOBODY, steps=(_WAIT, _NOT_AGAIN, _URGENT))
_JUNK_FIX: Final = Fix(who=Who.YOU, steps=(_NO_MORE, _WAY_OUT))
_OF_WHAT: Final = (("failed", _FAILED_FIX), ("gave-up", _GAVE_UP_FIX), ("delayed", _DELAYED_FIX))

FIXES: dict[str, Fix] = {
    **{
        f"message.bounce.{what}{said}-unexplained": fix
        for what, fix in _OF_WHAT
        for said in ("", "-said", "-server-said")
    },
    "message.bounce.failed-unnamed": Fix(who=Who.YOU, steps=(_ALONE,)),
    "message.bounce.delayed-unnamed": Fix(who=Who.NOBODY, steps=(_WAIT, _NOT_AGAIN)),
    "message.bounce.challenge": Fix(who=Who.YOU, steps=(_GENUINE, _CONFIRM)),
    "message.bounce.junk-report": _JUNK_FIX,
    "message.bounce.junk-report-unnamed": Fix(who=Who.YOU, steps=(_WAY_OUT,)),
    "message.bounce.opt-out": Fix(who=Who.YOU, steps=(_NO_MORE,)),
    "message.bounce.forgery-report": Fix(who=Who.MAIL_ADMIN, steps=(_OWN_SERVER, _TEST_DOMAIN)),
}

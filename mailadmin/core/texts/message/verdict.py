"""Why a message is in Junk, or in the Inbox: the words, and what to do for each reason."""

from typing import Final

from mailadmin.core.texts.message.verdict_fixes import FIXES
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

__all__ = ["FIXES", "TEXTS"]

# fmt: off
_WEIGHED: Final = QT_TRANSLATE_NOOP("Finding", "Points: {points}. What weighed most: {rules}.")
_POINTS: Final = QT_TRANSLATE_NOOP("Finding", "Points, where it tells them: {points}.")
_OFTEN: Final = QT_TRANSLATE_NOOP("Finding", "The filter does not say why, but a message whose sender can't be confirmed often ends there.")
_OTHERS: Final = QT_TRANSLATE_NOOP("Finding", "With other recipients it may go to Junk.")
_OTHERWISE: Final = QT_TRANSLATE_NOOP("Finding", "With other recipients it may fare otherwise.")
_FOUND: Final = QT_TRANSLATE_NOOP("Finding", "With other recipients it may go to Junk. Points, where it tells them: {points}. What weighed most: {rules}.")

_IN_JUNK: Final[dict[str, Text]] = {
    "message.verdict.junk-malware": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} found something harmful in it")),
    "message.verdict.junk-attachment-type": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} does not let an attachment of this type through")),
    "message.verdict.junk-phishing": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} takes it for an attempt to steal passwords or data (phishing)")),
    "message.verdict.junk-spoof": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} does not believe that it really comes from the sender it names")),
    "message.verdict.junk-impersonation": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because the sender looks to {filter} like somebody who poses as another person or company")),
    "message.verdict.junk-user-list": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because the recipient has blocked the sender")),
    "message.verdict.junk-admin-list": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because the recipient's organisation has blocked the sender")),
    "message.verdict.junk-own-rule": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because a rule in the recipient's mailbox put it there")),
    "message.verdict.junk-admin-rule": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because a rule of the recipient's organisation marks it as spam")),
    "message.verdict.junk-dmarc": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because the sender's domain asks for that when a message can't be confirmed (DMARC)")),
    "message.verdict.junk-unconfirmed": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} can't confirm the sender: the domain's records for that are missing or too weak")),
    "message.verdict.junk-own-domain": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because it comes from outside but names the recipient's own domain as its sender, unconfirmed")),
    "message.verdict.junk-bulk": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} takes it for mass mail")),
    "message.verdict.junk-bulk-level": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} takes it for mass mail that people complain about (level {bulk_level} of 9)")),
    "message.verdict.junk-rule-authentication": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} can't confirm that it comes from the sender's domain"), _WEIGHED),
    "message.verdict.junk-rule-server": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} minds the name of the server that sent it"), _WEIGHED),
    "message.verdict.junk-rule-blocklist": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because the server that sent it is on a list of spam senders (blocklist)"), _WEIGHED),
    "message.verdict.junk-rule-links": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} minds a link in it"), _WEIGHED),
    "message.verdict.junk-rule-phishing": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because a link in it looks to {filter} as if it stole passwords (phishing)"), _WEIGHED),
    "message.verdict.junk-rule-words": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because its text is like that of messages that {filter} knows as spam"), _WEIGHED),
    "message.verdict.junk-rule-look": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} minds how the text and the pictures in it are made"), _WEIGHED),
    "message.verdict.junk-rule-subject": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} minds its subject"), _WEIGHED),
    "message.verdict.junk-rule-sender": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} minds the addresses of sender and recipients in it"), _WEIGHED),
    "message.verdict.junk-rule-form": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} finds mistakes in its form, which proper mail programs do not make"), _WEIGHED),
    "message.verdict.junk-rule-attachment": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} minds an attachment"), _WEIGHED),
    "message.verdict.junk-spam": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk because {filter} takes it for spam, and the filter does not say why"), _POINTS),
    "message.verdict.junk-suspicious": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk, probably because {filter} finds it suspicious"), _POINTS),
    "message.verdict.junk-dmarc-failed": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk, most likely because the sender's domain could not be confirmed (DMARC failed)"), _OFTEN),
    "message.verdict.junk-unauthenticated": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk, most likely because nothing confirms that it comes from the sender's domain (neither SPF nor DKIM)"), _OFTEN),
    "message.verdict.junk-listed": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk, most likely because the server that sent it is on a blocklist"), QT_TRANSLATE_NOOP("Finding", "The filter does not say why. A blocklist is a public list of senders of spam, and many filters go by it.")),
    "message.verdict.junk-no-reverse-dns": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk, perhaps because the server that sent it has no proper name on the internet (reverse DNS)"), QT_TRANSLATE_NOOP("Finding", "The filter does not say why. Nothing else was found that speaks against the sender.")),
    "message.verdict.junk-unproven": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk, and a note in it that may be from {filter} calls it unwanted"), QT_TRANSLATE_NOOP("Finding", "The note stands where the sender could have written it as well, so it proves nothing. But senders hardly call their own mail unwanted.")),
    "message.verdict.junk-though-clean": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk although {filter} found nothing: most likely a rule or list in that mailbox put it there"), QT_TRANSLATE_NOOP("Finding", "Or somebody moved it there, or the mail program has a junk filter of its own. No note in the message says which.")),
    "message.verdict.junk-silent": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk, and {filter} does not reveal why")),
    "message.verdict.junk-unknown": Text(QT_TRANSLATE_NOOP("Finding", "It is in Junk, and nothing in the message says why"), QT_TRANSLATE_NOOP("Finding", "No filter wrote a note that can be believed.")),
}

_IN_INBOX: Final[dict[str, Text]] = {
    "message.verdict.inbox-clean": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox, and {filter} found nothing against it")),
    "message.verdict.inbox-allowed": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox because the recipient or their organisation trusts the sender, so {filter} did not judge it"), _OTHERWISE),
    "message.verdict.inbox-silent": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox; {filter} does not reveal more than that")),
    "message.verdict.inbox-unsaid": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox, and no filter wrote a note that can be believed")),
    "message.verdict.inbox-though-harmful": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox although {filter} takes it for harmful or for fraud"), QT_TRANSLATE_NOOP("Finding", "With other recipients it may be held back.")),
    "message.verdict.inbox-though-spam": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox although {filter} takes it for spam"), _FOUND),
    "message.verdict.inbox-though-bulk": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox although {filter} takes it for mass mail"), _OTHERS),
    "message.verdict.inbox-though-blocked": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox although the sender is blocked there"), QT_TRANSLATE_NOOP("Finding", "Most likely somebody moved it, or the list was changed meanwhile.")),
    "message.verdict.inbox-though-suspicious": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox although {filter} finds it suspicious"), _FOUND),
    "message.verdict.inbox-though-own-rule": Text(QT_TRANSLATE_NOOP("Finding", "It is in the Inbox, and a rule in the recipient's mailbox had a part in that")),
}

_ANYWHERE: Final[dict[str, Text]] = {
    "message.verdict.malware": Text(QT_TRANSLATE_NOOP("Finding", "{filter} found something harmful in it")),
    "message.verdict.attachment-type": Text(QT_TRANSLATE_NOOP("Finding", "{filter} does not let an attachment of this type through")),
    "message.verdict.phishing": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for an attempt to steal passwords or data (phishing)")),
    "message.verdict.spoof": Text(QT_TRANSLATE_NOOP("Finding", "{filter} does not believe that it really comes from the sender it names")),
    "message.verdict.impersonation": Text(QT_TRANSLATE_NOOP("Finding", "The sender looks to {filter} like somebody who poses as another person or company")),
    "message.verdict.user-list": Text(QT_TRANSLATE_NOOP("Finding", "The recipient has blocked the sender")),
    "message.verdict.admin-list": Text(QT_TRANSLATE_NOOP("Finding", "The recipient's organisation has blocked the sender")),
    "message.verdict.own-rule": Text(QT_TRANSLATE_NOOP("Finding", "A rule in the recipient's mailbox chose its folder")),
    "message.verdict.admin-rule": Text(QT_TRANSLATE_NOOP("Finding", "A rule of the recipient's organisation marks it as spam")),
    "message.verdict.dmarc": Text(QT_TRANSLATE_NOOP("Finding", "The sender's domain asks to put it into Junk, because it can't be confirmed (DMARC)")),
    "message.verdict.unconfirmed": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam and can't confirm the sender: the domain's records for that are missing or too weak")),
    "message.verdict.own-domain": Text(QT_TRANSLATE_NOOP("Finding", "It comes from outside but names the recipient's own domain as its sender, unconfirmed")),
    "message.verdict.bulk": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for mass mail")),
    "message.verdict.bulk-level": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for mass mail that people complain about (level {bulk_level} of 9)")),
    "message.verdict.rule-authentication": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because it can't confirm that it comes from the sender's domain"), _WEIGHED),
    "message.verdict.rule-server": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because of the name of the server that sent it"), _WEIGHED),
    "message.verdict.rule-blocklist": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because the server that sent it is on a list of spam senders (blocklist)"), _WEIGHED),
    "message.verdict.rule-links": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because of a link in it"), _WEIGHED),
    "message.verdict.rule-phishing": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because a link in it looks as if it stole passwords (phishing)"), _WEIGHED),
    "message.verdict.rule-words": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because its text is like that of messages it knows as spam"), _WEIGHED),
    "message.verdict.rule-look": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because of how the text and the pictures in it are made"), _WEIGHED),
    "message.verdict.rule-subject": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because of its subject"), _WEIGHED),
    "message.verdict.rule-sender": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because of the addresses of sender and recipients in it"), _WEIGHED),
    "message.verdict.rule-form": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because of mistakes in its form"), _WEIGHED),
    "message.verdict.rule-attachment": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, mostly because of an attachment"), _WEIGHED),
    "message.verdict.spam": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, and the filter does not say why"), _POINTS),
    "message.verdict.suspicious": Text(QT_TRANSLATE_NOOP("Finding", "{filter} finds it suspicious, but does not call it spam"), _POINTS),
    "message.verdict.clean": Text(QT_TRANSLATE_NOOP("Finding", "{filter} found nothing against it")),
    "message.verdict.allowed": Text(QT_TRANSLATE_NOOP("Finding", "The recipient or their organisation trusts the sender, so {filter} did not judge it"), _OTHERWISE),
    "message.verdict.silent": Text(QT_TRANSLATE_NOOP("Finding", "{filter} looked at it and does not reveal what it found"), QT_TRANSLATE_NOOP("Finding", "The folder in which the recipient found it is the only answer: Inbox or Junk.")),
    "message.verdict.disagree": Text(QT_TRANSLATE_NOOP("Finding", "{filter} takes it for spam, but {other_filter} found nothing"), QT_TRANSLATE_NOOP("Finding", "Such a message often goes to Junk. Points: {points}. What weighed most: {rules}.")),
    "message.verdict.unproven": Text(QT_TRANSLATE_NOOP("Finding", "Only notes that the sender could have written say what a filter found, so they prove nothing"), QT_TRANSLATE_NOOP("Finding", "One of them names {filter}. Filters that can be believed write their notes above the receiving server's own line.")),
    "message.verdict.nothing": Text(QT_TRANSLATE_NOOP("Finding", "No filter wrote a note into this message"), QT_TRANSLATE_NOOP("Finding", "That is usual. The folder in which the recipient found it is the only answer: Inbox or Junk.")),
}
# fmt: on

TEXTS: dict[str, Text] = {**_IN_JUNK, **_IN_INBOX, **_ANYWHERE}

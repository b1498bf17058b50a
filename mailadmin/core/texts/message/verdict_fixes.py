"""What to do about each reason for Junk: who does it, and how."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
_NOT_JUNK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Where it went to Junk, ask the recipient to open it there and choose “Not junk” or “Not spam”. Filters learn from that.")
_SAFE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Ask the recipient to add your address to the contacts or to the safe senders.")
_UNBLOCK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Ask the recipient to open the mail settings, look for the blocked senders, and take your address and your domain off that list.")
_RULES: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Ask the recipient to look at the rules of the mailbox, in the mail program and on the provider's website. One of them moves your mail.")
_PROGRAM: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Ask the recipient whether a mail program sorts the mail too. Outlook, Thunderbird and Apple Mail have junk filters of their own.")
_ADMIN_LIST: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send the message below to the recipient's mail admin. Only they can take you off the list.")
_ADMIN_RULE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send the message below to the recipient's mail admin. Only they can change the rule.")
_ADMIN_ASK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If it happens with many people there, send the message below to the recipient's mail admin.")
_TRUST: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Ask the recipient's mail admin to add your address to the trusted senders of the protection against impersonation.")
_DOMAIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Open the page Domain and test your domain. It shows which record is missing or wrong (SPF, DKIM, DMARC), with the exact text to publish.")
_SIGN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Have signing (DKIM) switched on in the mail service that you send with. It confirms your mail even where it is forwarded.")
_FORWARDED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If only forwarded mail is affected: the forwarding breaks SPF, and a signature (DKIM) helps.")
_TEST_AGAIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send a test email and watch it arrive again. Filters need some days to learn.")
_INSIDE_SERVICE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If a service such as a newsletter or a web shop sends in the name of the domain, let it sign with the domain and add it to the SPF record.")
_SERVER_NAME: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Have the sending server's name put right: its address needs a name that leads back to it (reverse DNS), and the server must introduce itself with that name.")
_THROUGH_PROVIDER: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If the message went out straight from a computer, a printer or a website: let it send through your mail provider's server instead.")
_DELIST: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Open the page Domain. It asks the well-known lists about the address and says how to get off each of them.")
_STOP: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Have the reason found first: a stolen password, an infected computer, a web form that anybody can send with.")
_LINKS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Look at every link, also those in the signature. Leave out short links and links to numbers, and let a link's text show where it really leads.")
_LINK_LISTED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If your own website is on a list, have it checked for misuse.")
_WORDS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Write it in other words, as you would to one person: fewer promises, no large sums, no capitals. Then send a test email again.")
_LOOK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Write some sentences of plain text besides pictures, send plain text along with formatted text, and leave out tiny or hidden text.")
_SUBJECT: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Give it a plain subject: no capitals throughout, no exclamation marks, and “Re:” only in a reply.")
_ADDRESSES: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send with an address of your own domain, let replies go to the same domain, and name the recipients in the message.")
_FORM: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The program that made the message makes mistakes. Send the same text with an ordinary mail program: if that one passes, the program or website has to be mended.")
_ATTACHMENT: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send the file as a PDF or as a link to a file store. Leave out programs, archives with a password, and documents with macros.")
_SCAN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Have your computer and the file checked by an antivirus program before you send it again.")
_FALSE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If nothing is wrong with it, ask the recipient's mail admin to report it to the maker of the filter as wrongly caught.")
_ONLY_ASKED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send newsletters only to people who asked for them, with a link to unsubscribe, and take everybody off who does not want them.")
_OTHER_ADDRESS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send newsletters from an address and a subdomain of their own, so that your ordinary mail is not taken for mass mail.")
_BULK_LIMIT: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "In a Microsoft organisation, the mail admin can raise the level from which mass mail is junk (usually 7, in the stricter presets 6 or 5), or allow your address.")
_COMPLAINTS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The filter does not say what it minds. Test your domain on the page Domain, and let the content check look at the message.")
_PROVE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send a test email to that mailbox and watch it arrive: then it can be seen whether the filter says the same.")

_TO_RECIPIENT: Final = Copy(
    QT_TRANSLATE_NOOP("Fix", "Message to the recipient, by another way than email"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmy email to you was put into your Junk folder. Please open it there and choose “Not junk”, and add my address to your contacts or safe senders. If you have blocked my address or have a rule for it, please remove that.\n\nThank you!"),
)
_TO_ADMIN: Final = Copy(
    QT_TRANSLATE_NOOP("Fix", "Message to the recipient's mail admin"),
    (
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nan ordinary email of ours was put into Junk at your side. Your filter ({filter}) wrote:\n\n{said}\n\nPlease look up why, and let our mail through or tell us what we should change.\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nan ordinary email of ours was put into Junk at your side. Please look up why, and let our mail through or tell us what we should change.\n\nThank you!"),
    ),
)
_TO_OWN_ADMIN: Final = Copy(
    QT_TRANSLATE_NOOP("Fix", "Message to your mail admin or provider"),
    (
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail goes to Junk at a recipient's. The filter there ({filter}) wrote:\n\n{said}\n\nPlease check SPF, DKIM, DMARC and the reverse DNS name of the server that sends for us, and whether it is on a blocklist.\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail goes to Junk at a recipient's. Please check SPF, DKIM, DMARC and the reverse DNS name of the server that sends for us, and whether it is on a blocklist.\n\nThank you!"),
    ),
)
# fmt: on


def _recipient(*steps: Sentence) -> Fix:
    return Fix(who=Who.RECIPIENT, steps=steps, copy=(_TO_RECIPIENT,), check=_TEST_AGAIN)


def _their_admin(*steps: Sentence) -> Fix:
    return Fix(who=Who.RECIPIENT, steps=steps, copy=(_TO_ADMIN,), check=_TEST_AGAIN)


def _you(*steps: Sentence) -> Fix:
    return Fix(
        who=Who.YOU,
        steps=(*steps, _NOT_JUNK, _ADMIN_ASK),
        copy=(_TO_RECIPIENT, _TO_ADMIN),
        check=_TEST_AGAIN,
    )


def _before_others(*steps: Sentence) -> Fix:
    """For a message that reached the Inbox here, and may not elsewhere."""
    return Fix(who=Who.YOU, steps=steps, check=_TEST_AGAIN)


def _domain_host(*steps: Sentence) -> Fix:
    return Fix(who=Who.DOMAIN_HOST, steps=steps, copy=(_TO_OWN_ADMIN,), check=_TEST_AGAIN)


def _mail_admin(*steps: Sentence) -> Fix:
    return Fix(who=Who.MAIL_ADMIN, steps=steps, copy=(_TO_OWN_ADMIN,), check=_TEST_AGAIN)


_CONFIRM: Final = _domain_host(_DOMAIN, _SIGN, _FORWARDED)
_BULK: Final = _you(_ONLY_ASKED, _OTHER_ADDRESS, _SAFE)
_LISTED: Final = _mail_admin(_STOP, _DELIST)
_NAME: Final = _mail_admin(_SERVER_NAME, _THROUGH_PROVIDER)
_UNKNOWN: Final = _recipient(_NOT_JUNK, _SAFE, _COMPLAINTS)

_BY_REASON: Final[dict[str, Fix]] = {
    "malware": _you(_SCAN, _ATTACHMENT, _FALSE),
    "attachment-type": _you(_ATTACHMENT),
    "phishing": _you(_LINKS, _DOMAIN, _FALSE),
    "spoof": _CONFIRM,
    "impersonation": _their_admin(_TRUST, _NOT_JUNK),
    "user-list": _recipient(_UNBLOCK, _SAFE),
    "admin-list": _their_admin(_ADMIN_LIST),
    "own-rule": _recipient(_RULES),
    "admin-rule": _their_admin(_ADMIN_RULE),
    "dmarc": _CONFIRM,
    "unconfirmed": _CONFIRM,
    "own-domain": _domain_host(_DOMAIN, _INSIDE_SERVICE),
    "bulk": _BULK,
    "bulk-level": _you(_ONLY_ASKED, _OTHER_ADDRESS, _SAFE, _BULK_LIMIT),
    "rule-authentication": _CONFIRM,
    "rule-server": _NAME,
    "rule-blocklist": _LISTED,
    "rule-links": _you(_LINKS, _LINK_LISTED),
    "rule-phishing": _you(_LINKS, _LINK_LISTED),
    "rule-words": _you(_WORDS),
    "rule-look": _you(_LOOK),
    "rule-subject": _you(_SUBJECT),
    "rule-sender": _you(_ADDRESSES),
    "rule-form": _you(_FORM),
    "rule-attachment": _you(_ATTACHMENT),
    "spam": _you(_COMPLAINTS, _SAFE),
    "suspicious": _you(_COMPLAINTS, _SAFE),
}

FIXES: dict[str, Fix] = {
    **{f"message.verdict.{reason}": fix for reason, fix in _BY_REASON.items()},
    **{f"message.verdict.junk-{reason}": fix for reason, fix in _BY_REASON.items()},
    "message.verdict.junk-dmarc-failed": _CONFIRM,
    "message.verdict.junk-unauthenticated": _CONFIRM,
    "message.verdict.junk-listed": _LISTED,
    "message.verdict.junk-no-reverse-dns": _NAME,
    "message.verdict.junk-unproven": _recipient(_NOT_JUNK, _SAFE, _PROVE),
    "message.verdict.junk-though-clean": _recipient(_NOT_JUNK, _UNBLOCK, _RULES, _PROGRAM),
    "message.verdict.junk-silent": _UNKNOWN,
    "message.verdict.junk-unknown": _UNKNOWN,
    "message.verdict.inbox-though-harmful": _before_others(_SCAN, _LINKS, _ATTACHMENT),
    "message.verdict.inbox-though-spam": _before_others(_COMPLAINTS),
    "message.verdict.inbox-though-bulk": _before_others(_ONLY_ASKED, _OTHER_ADDRESS),
    "message.verdict.inbox-though-blocked": _recipient(_UNBLOCK),
    "message.verdict.inbox-though-suspicious": _before_others(_COMPLAINTS),
    "message.verdict.disagree": _you(_COMPLAINTS, _SAFE),
}

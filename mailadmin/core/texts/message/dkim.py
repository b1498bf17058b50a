"""What is said of a message's DKIM signatures, and what to do.

As with the domain's keys, DKIM is told as a seal: the mail server seals each message, and
receivers check the seal with the key in the domain's DNS.
"""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: Final[dict[str, Text]] = {
    "message.dkim.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} on this message is right"),
        QT_TRANSLATE_NOOP("Finding", "DKIM is a seal on each message. This one shows that the message comes from {domain} and was not changed on the way."),
    ),
    "message.dkim.other-domain": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has a right DKIM seal, but of {domain} and not of {from_domain}"),
        QT_TRANSLATE_NOOP("Finding", "{from_domain} is the domain in From. Receivers want a seal of that domain, or of one that belongs to it. Others prove nothing about the sender."),
    ),
    "message.dkim.part-of-body": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} is right, but covers only the beginning of the text"),
        QT_TRANSLATE_NOOP("Finding", "The last {unsigned_bytes} bytes are not sealed, so anybody on the way may have added them. The part “l=” of the seal allows that. Many receivers do not trust such a seal."),
    ),
    "message.dkim.key-for-testing": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} is right, but its key is marked as a test"),
        QT_TRANSLATE_NOOP("Finding", "The mark “t=y” in the record {record_name} tells receivers to treat the message as if it had no seal."),
    ),
    "message.dkim.none": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has no DKIM seal"),
        QT_TRANSLATE_NOOP("Finding", "With DKIM the mail server seals each message. Receivers then see that it really comes from its sender. Without it, mail ends up in Junk more often, and Gmail and Yahoo refuse it from those who send a lot."),
    ),
    "message.dkim.body-changed": Text(
        QT_TRANSLATE_NOOP("Finding", "The text of the message was changed after {domain} had sealed it"),
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal no longer fits. Most often a mailing list, a virus scanner or a company’s mail filter has added a footer or a warning on the way."),
    ),
    "message.dkim.header-changed": Text(
        QT_TRANSLATE_NOOP("Finding", "A line in the head of the message was changed after {domain} had sealed it"),
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal no longer fits. Most often the subject got a mark such as “[EXTERNAL]”, or a mailing list changed From. If the message was copied by hand, that may have changed it too."),
    ),
    "message.dkim.other-key": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} was made with another key than the published one"),
        QT_TRANSLATE_NOOP("Finding", "The record {record_name} holds the key that receivers check with. The mail server seals with a different one, so the seal never fits."),
    ),
    "message.dkim.no-key": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has a DKIM seal of {domain}, but the key to check it is missing"),
        QT_TRANSLATE_NOOP("Finding", "There is no record {record_name} in the DNS (the internet's phone book). Receivers treat the message as if it had no seal."),
    ),
    "message.dkim.several-keys": Text(
        QT_TRANSLATE_NOOP("Finding", "There are {records} DKIM records under the one name {record_name}, so none may count"),
        QT_TRANSLATE_NOOP("Finding", "The message has a DKIM seal of {domain}. Which key belongs to it can't be told."),
    ),
    "message.dkim.key-revoked": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is sealed with a DKIM key of {domain} that has been withdrawn"),
        QT_TRANSLATE_NOOP("Finding", "The record {record_name} is there, but empty on purpose. If the message is old, it may have been good when it arrived. If it is new, the mail server seals with the wrong key."),
    ),
    "message.dkim.key-too-small": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key of {domain} is too short ({bits} bits), so the seal does not count"),
        QT_TRANSLATE_NOOP("Finding", "So short a key can be forged. Receivers want at least 1024 bits, and 2048 are usual today."),
    ),
    "message.dkim.key-too-large": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key of {domain} is too long ({bits} bits) to be used"),
        QT_TRANSLATE_NOOP("Finding", "Every receiver can use a key of up to 4096 bits. 2048 bits are usual."),
    ),
    "message.dkim.key-unusable": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {domain} is written wrong, so the seal can't be checked"),
        QT_TRANSLATE_NOOP("Finding", "The record {record_name} should hold the key to check it. Test the domain {domain} with the selector “{selector}”: then you see what is wrong with it, and often the right record."),
    ),
    "message.dkim.key-of-other-kind": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} and its published key are of different kinds"),
        QT_TRANSLATE_NOOP("Finding", "The seal is of the kind “{algorithm}”. The record {record_name} holds a key of another kind."),
    ),
    "message.dkim.old-algorithm": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} is of an old kind (SHA-1), which no longer counts"),
        QT_TRANSLATE_NOOP("Finding", "Such a seal can be forged. Receivers treat the message as if it had none."),
    ),
    "message.dkim.expired": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} has run out by now"),
        QT_TRANSLATE_NOOP("Finding", "Some senders let their seals hold for a few days only. When the message arrived, it may have been good. What the receiver wrote into the message shows that."),
    ),
    "message.dkim.broken-field": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal on the message is written wrong, so receivers can't check it"),
        QT_TRANSLATE_NOOP("Finding", "Its part “{tag}=” is missing, or is not what it has to be."),
    ),
    "message.dkim.unreadable-field": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal on the message can't be read, so receivers can't check it"),
        QT_TRANSLATE_NOOP("Finding", "The line “DKIM-Signature” is not in the form that it has to have."),
    ),
    "message.dkim.from-not-signed": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} leaves out the sender, so it does not count"),
        QT_TRANSLATE_NOOP("Finding", "A seal has to cover the line “From”. Otherwise anybody could put another sender into a sealed message."),
    ),
    "message.dkim.other-identity": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} speaks for an address that it may not speak for"),
        QT_TRANSLATE_NOOP("Finding", "The address in its part “i=” has to be in the domain {domain}. If the key’s record says “t=s”, addresses of a subdomain do not count either."),
    ),
    "message.dkim.no-answer": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM seal of {domain} could not be checked just now"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows the key {record_name} gave no usable answer. Test again in a few minutes."),
    ),
    "message.dkim.no-body": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether the DKIM seal of {domain} is right shows only in the whole message"),
        QT_TRANSLATE_NOOP("Finding", "Only the head of the message is here. What the seal says of it is right."),
    ),
}

_CHECK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send yourself a new test message and read it here. A message that is sealed already can't be mended.")
_SOON: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Wait an hour, then send yourself a new test message and read it here. Until then name servers may still have the old answer.")
_FORWARD: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If somebody else looks after the mail or the domain, send them the message below.")
_MESSAGE: Final = QT_TRANSLATE_NOOP("Fix", "Message to whoever looks after the mail")
_ALIAS: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "The record is kept by an email provider, at {alias}: your own record only points there. So it is the provider who has to change it."),
)


def _by_mail_admin(*steps: Sentence, letter: Sentence, check: Sentence = _CHECK) -> Fix:
    return Fix(
        who=Who.MAIL_ADMIN,
        steps=(*steps, _FORWARD),
        copy=(Copy(_MESSAGE, letter),),
        check=check,
    )


_SWITCH_ON: Final = _by_mail_admin(
    (
        QT_TRANSLATE_NOOP("Fix", "Sign in at the provider that sends the mail of {from_domain}, as an administrator, and look for DKIM in its settings or its help."),
        QT_TRANSLATE_NOOP("Fix", "Sign in at the provider that sends your mail, as an administrator, and look for DKIM in its settings or its help."),
    ),
    (
        QT_TRANSLATE_NOOP("Fix", "It shows one or more records. Have them added to the DNS of {from_domain} (the internet's phone book) exactly as they are."),
        QT_TRANSLATE_NOOP("Fix", "It shows one or more records. Have them added to the DNS of your domain (the internet's phone book) exactly as they are."),
    ),
    QT_TRANSLATE_NOOP("Fix", "When the records are visible, switch DKIM on at the provider. If your company runs its own mail server, its administrator does all of this there."),
    letter=(
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail from {from_domain} is not signed with DKIM by that domain. Please switch DKIM on for {from_domain} (RSA, 2048 bits), and tell us which records to add to its DNS.\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail is not signed with DKIM. Please switch DKIM on for our domain (RSA, 2048 bits), and tell us which records to add to its DNS.\n\nThank you!"),
    ),
    check=_SOON,
)

_CHANGED: Final = _by_mail_admin(
    QT_TRANSLATE_NOOP("Fix", "Look at the way of the message: every server and service that it passed after {domain} may have changed it."),
    QT_TRANSLATE_NOOP("Fix", "If your own company adds a footer, a notice or a mark to outgoing mail, let that happen before the mail server seals the message."),
    QT_TRANSLATE_NOOP("Fix", "If the receiver’s filter adds it on arrival, after checking the seal, no harm is done. Let it be."),
    QT_TRANSLATE_NOOP("Fix", "If it came through a mailing list, its operator can let messages pass unchanged, or put the list’s own address into From."),
    letter=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmessages that are signed with DKIM by {domain} arrive changed, so that the signature fails.\n\nPlease check whether a gateway, scanner or disclaimer on our side adds or rewrites something after signing (footer, subject tag, link rewriting, re-encoding), and have it done before signing. Thank you!"),
)

_RIGHT_KEY: Final = _by_mail_admin(
    QT_TRANSLATE_NOOP("Fix", "Ask whoever runs the mail server, or look at the email provider’s DKIM page, which record belongs to the selector “{selector}”."),
    _ALIAS,
    QT_TRANSLATE_NOOP("Fix", "Compare it with the record {record_name} in the DNS of {domain}, and replace that value where it differs. Copy it in one piece."),
    letter=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail is signed with DKIM by {domain}, selector {selector}, but not with the key that is published at {record_name}.\n\nPlease publish the record of the key in use, or have the mail signed with the published one. Thank you!"),
    check=_SOON,
)

_PUBLISH: Final = _by_mail_admin(
    QT_TRANSLATE_NOOP("Fix", "Ask whoever runs the mail server, or look at the email provider’s DKIM page, for the record of the selector “{selector}”. Only they have it."),
    QT_TRANSLATE_NOOP("Fix", "Have it added to the DNS of {domain} with the name {record_name} (many hosts want only “{record_label}”)."),
    _ALIAS,
    letter=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail is signed with DKIM by {domain}, selector {selector}, but there is no key at {record_name}.\n\nPlease send us the record of this key so that it can be published, or publish it yourself. Thank you!"),
    check=_SOON,
)

_ONE_RECORD: Final = _by_mail_admin(
    QT_TRANSLATE_NOOP("Fix", "Ask whoever runs the mail server which of the records belongs to the key in use. Most often it is the one that was added last."),
    QT_TRANSLATE_NOOP("Fix", "Delete every other TXT record with the name {record_name} from the DNS of {domain}."),
    _ALIAS,
    letter=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthere are {records} TXT records named {record_name}. For DKIM there must be exactly one.\n\nPlease delete those that are not in use. Thank you!"),
    check=_SOON,
)

_NEW_KEY: Final = _by_mail_admin(
    QT_TRANSLATE_NOOP("Fix", "Have a new DKIM key made for {domain} at the email provider or on the mail server: the kind RSA, 2048 bits long."),
    QT_TRANSLATE_NOOP("Fix", "Add its record to the DNS of {domain} in one piece, if you are shown one."),
    _ALIAS,
    QT_TRANSLATE_NOOP("Fix", "Then have the mail sealed with the new key."),
    letter=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail is signed with the DKIM key {record_name}, which receivers do not accept.\n\nPlease make a new key (RSA, 2048 bits), publish its record in one piece, and have our mail signed with it. Thank you!"),
    check=_SOON,
)

_SEALED_WRONG: Final = _by_mail_admin(
    QT_TRANSLATE_NOOP("Fix", "The program that seals the mail has to be set up differently, or needs an update. Whoever runs the mail server can do that. At a provider, ask its support."),
    letter=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour outgoing mail carries a DKIM signature that receivers have to reject. It should be made with rsa-sha256 and relaxed/relaxed canonicalization, sign the From field, have i= within d=, and have no l= (RFC 6376, RFC 8301).\n\nPlease check the settings and the version of the signing software. Thank you!"),
)

_END_OF_TEST: Final = _by_mail_admin(
    QT_TRANSLATE_NOOP("Fix", "The seal is right, so the test has succeeded: remove “t=y” from the record {record_name} in the DNS of {domain}, and leave the rest as it is."),
    _ALIAS,
    letter=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DKIM record {record_name} is marked as a test (t=y), so receivers may ignore our signatures.\n\nOur signatures are right. Please remove the mark. Thank you!"),
    check=_SOON,
)

_WHOLE_MESSAGE: Final = Fix(
    who=Who.YOU,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Save the message as a file and drop that here. In Gmail it is “Download message”, in Outlook “Save as”, in Thunderbird “Save as file”."),
    ),
)

FIXES: Final[dict[str, Fix]] = {
    **dict.fromkeys(("message.dkim.none", "message.dkim.other-domain"), _SWITCH_ON),
    **dict.fromkeys(("message.dkim.body-changed", "message.dkim.header-changed"), _CHANGED),
    **dict.fromkeys(("message.dkim.other-key", "message.dkim.key-of-other-kind"), _RIGHT_KEY),
    "message.dkim.no-key": _PUBLISH,
    "message.dkim.several-keys": _ONE_RECORD,
    **dict.fromkeys(
        (
            "message.dkim.key-revoked",
            "message.dkim.key-too-small",
            "message.dkim.key-too-large",
            "message.dkim.key-unusable",
        ),
        _NEW_KEY,
    ),
    **dict.fromkeys(
        (
            "message.dkim.old-algorithm",
            "message.dkim.broken-field",
            "message.dkim.unreadable-field",
            "message.dkim.from-not-signed",
            "message.dkim.other-identity",
            "message.dkim.part-of-body",
        ),
        _SEALED_WRONG,
    ),
    "message.dkim.key-for-testing": _END_OF_TEST,
    "message.dkim.no-body": _WHOLE_MESSAGE,
}
# fmt: on

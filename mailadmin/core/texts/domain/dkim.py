"""What the check of a domain's DKIM keys says, and what to do.

DKIM is told as a seal: the mail server seals each message, and receivers check the seal with the
key in the domain's DNS. A trouble whose id ends in ``-repairable`` has the exact record.
"""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_BROKEN: Final[dict[str, Text]] = {
    "domain.dkim.syntax": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {selector} is written wrong, so receivers can't use it"),
        QT_TRANSLATE_NOOP("Finding", "DKIM is a seal on each message, and this record holds the key to check it. It breaks at character {at}, near: {near}"),
    ),
    "domain.dkim.version": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {selector} does not begin with “v=DKIM1”, so receivers can't use it"),
        QT_TRANSLATE_NOOP("Finding", "DKIM is a seal on each message, and this record holds the key to check it. “v=DKIM1” has to be its first part, in capitals as here."),
    ),
    "domain.dkim.base64": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key {selector} holds a character that does not belong there"),
        QT_TRANSLATE_NOOP("Finding", "Receivers can't check the seal on your mail with it. It breaks at character {at} of the record, near: {near}"),
    ),
    "domain.dkim.wrong-kind": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {selector} says “{algorithm}”, but its key is of another kind or form"),
        QT_TRANSLATE_NOOP("Finding", "Receivers can't check the seal on your mail with it. Kind and key have to match."),
    ),
    "domain.dkim.hash": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {selector} allows only an old kind of seal, which no longer counts"),
        QT_TRANSLATE_NOOP("Finding", "Its part “h=” leaves out SHA-256, the way of sealing that is in use today."),
    ),
    "domain.dkim.service": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {selector} says that its key is not for email"),
        QT_TRANSLATE_NOOP("Finding", "Its part “s=” names other services only. Receivers must then ignore the seal on your mail."),
    ),
    "domain.dkim.untidy": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {selector} works, but is not written quite right"),
        QT_TRANSLATE_NOOP("Finding", "There is an empty part at character {at}. Most receivers forgive that. A few do not."),
    ),
    "domain.dkim.testing": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key {selector} is marked as a test"),
        QT_TRANSLATE_NOOP("Finding", "The mark “t=y” tells receivers to treat your mail as if it had no seal. It should go when everything works."),
    ),
}
"""Troubles for which the right record is often known."""

_LOST: Final[dict[str, Text]] = {
    "domain.dkim.no-data": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {selector} holds no key"),
        QT_TRANSLATE_NOOP("Finding", "The part “p=” with the key is missing. Receivers can't check the seal on your mail."),
    ),
    "domain.dkim.cut": Text(
        QT_TRANSLATE_NOOP("Finding", "The end of the DKIM key {selector} is missing"),
        QT_TRANSLATE_NOOP("Finding", "The record was cut off, most often because it was too long for one text of 255 characters. Receivers can't check the seal on your mail."),
    ),
    "domain.dkim.not-a-key": Text(
        QT_TRANSLATE_NOOP("Finding", "What stands as the DKIM key {selector} is not a key"),
        QT_TRANSLATE_NOOP("Finding", "Receivers can't check the seal on your mail with it. Perhaps something got lost or mixed up when it was copied."),
    ),
    "domain.dkim.algorithm": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key {selector} is of a kind that receivers don't know: {algorithm}"),
        QT_TRANSLATE_NOOP("Finding", "Email knows the kinds “rsa” and “ed25519”."),
    ),
    "domain.dkim.too-short": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key {selector} is too short ({bits} bits), so receivers ignore it"),
        QT_TRANSLATE_NOOP("Finding", "So short a key can be forged. Receivers want at least 1024 bits, and 2048 are usual today."),
    ),
    "domain.dkim.weak": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key {selector} is short ({bits} bits). It still works"),
        QT_TRANSLATE_NOOP("Finding", "DKIM is a seal on each message. 2048 bits are the usual length today. With a shorter key it is easier to forge the seal."),
    ),
    "domain.dkim.too-long": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key {selector} is very long ({bits} bits), and not every receiver can use it"),
        QT_TRANSLATE_NOOP("Finding", "Every receiver can use a key of up to 4096 bits. 2048 bits are usual."),
    ),
    "domain.dkim.revoked": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM key {selector} has been withdrawn"),
        QT_TRANSLATE_NOOP("Finding", "Its record is there, but empty on purpose. Mail that is sealed with it counts as not sealed. If your server uses another key by now, all is well."),
    ),
}
"""Troubles that need a new key, or the whole key once more."""

TEXTS: Final[dict[str, Text]] = {
    **_BROKEN,
    **{f"{each}-repairable": text for each, text in _BROKEN.items()},
    **_LOST,
    **{f"{each}-repairable": text for each, text in _LOST.items()},
    "domain.dkim.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "Mail from {domain} can be sealed with DKIM: its keys are in order"),
        QT_TRANSLATE_NOOP("Finding", "Good keys were found under: {selectors}. Whether your mail server uses them shows only in a message that has arrived."),
    ),
    "domain.dkim.every-selector": Text(
        QT_TRANSLATE_NOOP("Finding", "Mail from {domain} can be sealed with DKIM: one key stands for every name"),
        QT_TRANSLATE_NOOP("Finding", "Whether your mail server uses it shows only in a message that has arrived."),
    ),
    "domain.dkim.only-ed25519": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM keys that were found are of a new kind, which some receivers can't check yet"),
        QT_TRANSLATE_NOOP("Finding", "The keys {selectors} are of the kind Ed25519. Mail should have a second seal of the kind RSA as well. Perhaps it does, under a name that is not known here."),
    ),
    "domain.dkim.several-records": Text(
        QT_TRANSLATE_NOOP("Finding", "There are {records} DKIM records under the one name {selector}, so none may count"),
        QT_TRANSLATE_NOOP("Finding", "Receivers can't know which one to take. There must be exactly one."),
    ),
    "domain.dkim.leads-nowhere": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM record of {selector} leads to a name where there is no key"),
        QT_TRANSLATE_NOOP("Finding", "It points to {alias}, which has no key. Most often DKIM has not been switched on at the email provider yet."),
    ),
    "domain.dkim.selector-missing": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no DKIM key under the name {selector}"),
        QT_TRANSLATE_NOOP("Finding", "Receivers look for it at {record_name} and find nothing. Mail that is sealed under this name counts as not sealed."),
    ),
    "domain.dkim.selector-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} seems to have a DKIM key, but its name is not known here"),
        QT_TRANSLATE_NOOP("Finding", "DKIM is a seal on each message. The name of the key (the “selector”) can't be looked up. It stands in every message that was sealed."),
    ),
    "domain.dkim.cannot-tell": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether {domain} has a DKIM key can't be seen from outside"),
        QT_TRANSLATE_NOOP("Finding", "DKIM is a seal on each message. No key was found under the usual names, and this DNS does not tell whether there are others."),
    ),
    "domain.dkim.none": Text(
        QT_TRANSLATE_NOOP("Finding", "Mail from {domain} has no DKIM seal: the DNS says that there is no key"),
        QT_TRANSLATE_NOOP("Finding", "DKIM is a seal on each message that proves where it comes from. Without it more of your mail ends in the junk folder, and forwarded mail may be refused."),
    ),
    "domain.dkim.all-revoked": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} tells receivers that none of its mail is sealed with DKIM"),
        QT_TRANSLATE_NOOP("Finding", "One empty record withdraws the key of every name. That is right for a domain that sends no mail, and wrong for any other."),
    ),
    "domain.dkim.sends-nothing": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} sends no mail, so it needs no DKIM key"),
        QT_TRANSLATE_NOOP("Finding", "Its SPF record (the list of servers that may send for it) allows none."),
    ),
    "domain.dkim.no-answer": Text(
        QT_TRANSLATE_NOOP("Finding", "The DKIM keys of {domain} could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The DNS gave no usable answer, so nothing is known about them yet. Test again in a few minutes."),
    ),
    "domain.dkim.no-such-domain": Text(
        QT_TRANSLATE_NOOP("Finding", "DKIM was not checked, because the domain {domain} does not exist"),
    ),
}

_SAME_KEY: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The new text below has the same key, written as it should be. So nothing changes for your mail server.")
_CHECK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Test the domain again after an hour. Until then the old answer may still come from name servers on the way.")
_FORWARD: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If somebody else looks after the mail or the domain, send them the message below.")
_MESSAGE: Final = QT_TRANSLATE_NOOP("Fix", "Message to whoever looks after it")
_RECORDS: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Records to publish"), ("{dkim_records}",))
_DNS: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "The DNS of {domain} is kept at {dns_host}. You change its records there under: {dns_where}"),
    QT_TRANSLATE_NOOP("Fix", "The DNS of {domain} is kept at {dns_host}. You change its records there."),
    QT_TRANSLATE_NOOP("Fix", "You change DNS records where the domain {domain} was bought, or where its DNS is kept."),
)
_GET_RECORDS: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Your mail runs through {provider_name}. Add these records to the DNS of {domain}, each of the type CNAME:\n{dkim_records}"),
    QT_TRANSLATE_NOOP("Fix", "Your mail runs through {provider_name}. Sign in there as an administrator and open: {dkim_where}. It shows the records for your domain, which are different for each customer. Add them to the DNS of {domain} exactly as they are shown."),
    QT_TRANSLATE_NOOP("Fix", "Your mail runs through {provider_name}. Look for DKIM in its settings or its help: it shows the records for your domain. Add them to the DNS of {domain} exactly as they are shown."),
    QT_TRANSLATE_NOOP("Fix", "Ask whoever runs your mail server to switch on DKIM for {domain}, and to give you the record. Add it to the DNS of {domain} exactly as it is."),
)
_SWITCH_ON: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "When the records are visible, go back to {provider_name} and switch on: {dkim_button}"),
    QT_TRANSLATE_NOOP("Fix", "Some providers seal the mail only after you have switched DKIM on there. Do that when the records are visible."),
)
_SET_UP_MESSAGE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease add these records to the DNS of {domain}, so that our mail from {provider_name} is signed with DKIM:\n\n{dkim_records}\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail from {domain} is not signed with DKIM. Please switch DKIM on for it at {provider_name} (RSA, 2048 bits) and add the records that are shown there to the DNS of {domain}.\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail from {domain} is not signed with DKIM. Please switch DKIM on for it on the mail server (RSA, 2048 bits) and add its record to the DNS of {domain}.\n\nThank you!"),
)


def _set_up(*steps: Sentence) -> Fix:
    """DKIM switched on from the beginning. ``steps`` come first."""
    return Fix(
        who=Who.DOMAIN_HOST,
        steps=(*steps, _GET_RECORDS, _DNS, _SWITCH_ON, _FORWARD),
        copy=(_RECORDS, Copy(_MESSAGE, _SET_UP_MESSAGE)),
        check=_CHECK,
    )


_NEW_KEY: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        (
            QT_TRANSLATE_NOOP("Fix", "The key itself is kept by your email provider, at {alias}. Your own record only points there."),
            QT_TRANSLATE_NOOP("Fix", "Your mail runs through {provider_name}. Sign in there as an administrator and open: {dkim_where}"),
            QT_TRANSLATE_NOOP("Fix", "Your mail runs through {provider_name}. Look for DKIM in its settings or its help."),
            QT_TRANSLATE_NOOP("Fix", "The key is made on your mail server. Whoever runs it can make a new one."),
        ),
        QT_TRANSLATE_NOOP("Fix", "Have a new key made for {domain}: the kind RSA, 2048 bits long."),
        (
            QT_TRANSLATE_NOOP("Fix", "If you are shown new records, add them to the DNS of {domain} exactly as they are. Otherwise the provider has changed the key at {alias}, and nothing is left to do."),
            QT_TRANSLATE_NOOP("Fix", "Add its record to the DNS of {domain} in one piece. If it has the name {record_name} again, it replaces the old one."),
        ),
        _DNS,
        _FORWARD,
    ),
    copy=(Copy(_MESSAGE, (
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DKIM key of {domain} under {record_name} needs to be replaced. It is an alias to {alias}, so the key is kept there.\n\nPlease make a new key (RSA, 2048 bits) and have our mail signed with it. Thank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DKIM key of {domain} under {record_name} needs to be replaced.\n\nPlease make a new key (RSA, 2048 bits), publish its record in one piece in the DNS of {domain}, and have our mail signed with it. Thank you!"),
    )),),
    check=_CHECK,
)

_ONE_RECORD: Final = Fix(
    who=Who.DOMAIN_HOST,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Ask whoever runs your mail server which key it uses now. Most often it is the one that was added last."),
        (
            QT_TRANSLATE_NOOP("Fix", "The records are kept by your email provider, at {alias}. Ask it to delete all but that one."),
            QT_TRANSLATE_NOOP("Fix", "Delete every other {record_type} record with the name {record_name} (often shown as “{record_label}”)."),
        ),
        _DNS,
        _FORWARD,
    ),
    copy=(Copy(_MESSAGE, (
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\n{record_name} is an alias to {alias}, where there are {records} TXT records. For DKIM there must be exactly one.\n\nPlease delete those that are not in use. Thank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthere are {records} TXT records named {record_name}. For DKIM there must be exactly one.\n\nPlease delete those that are not in use. Thank you!"),
    )),),
    check=_CHECK,
)

_AT_PROVIDER: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        (
            QT_TRANSLATE_NOOP("Fix", "Your mail runs through {provider_name}. Sign in there as an administrator and open: {dkim_where}"),
            QT_TRANSLATE_NOOP("Fix", "Your mail runs through {provider_name}. Look for DKIM in its settings or its help."),
            QT_TRANSLATE_NOOP("Fix", "Find out whose name {alias} is: most often it is your email provider's. Look for DKIM in its settings or its help."),
        ),
        QT_TRANSLATE_NOOP("Fix", "Compare the record {record_name} with what is shown there, letter by letter. It should lead to the same name as yours: {alias}"),
        (
            QT_TRANSLATE_NOOP("Fix", "If it is the same, switch on: {dkim_button}"),
            QT_TRANSLATE_NOOP("Fix", "If it is the same, switch DKIM on for {domain} there."),
        ),
        _FORWARD,
    ),
    copy=(Copy(_MESSAGE, QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DKIM record {record_name} is an alias to {alias}, and there is no key at that name.\n\nPlease check whether the target is right, and whether DKIM is switched on for {domain}. Thank you!")),),
    check=_CHECK,
)

_MISSING: Final = Fix(
    who=Who.DOMAIN_HOST,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Check the name {selector}: in a message that was sent, look for the line “DKIM-Signature”. There it stands behind “s=”, and {domain} behind “d=”."),
        _GET_RECORDS,
        _DNS,
        _FORWARD,
    ),
    copy=(_RECORDS, Copy(_MESSAGE, QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail from {domain} is signed with the DKIM key {selector}, but there is no record named {record_name}.\n\nPlease publish the record of this key there. Thank you!"))),
    check=_CHECK,
)

_FIND_SELECTOR: Final = Fix(
    who=Who.YOU,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Send a message from {domain} to an address at another provider."),
        QT_TRANSLATE_NOOP("Fix", "Open it there and have its source shown. In Gmail that is “Show original”."),
        QT_TRANSLATE_NOOP("Fix", "Look for a line that begins with “DKIM-Signature” and has “d={domain}” in it. What stands there behind “s=” is the name of the key, the selector."),
        QT_TRANSLATE_NOOP("Fix", "Test the domain again with this selector."),
        QT_TRANSLATE_NOOP("Fix", "If there is no such line, your mail has no seal. Then ask whoever runs your mail server to switch on DKIM for {domain}."),
    ),
)

_RSA_TOO: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Look at a message that was sent: each line “DKIM-Signature” is a seal. If one of them says “a=rsa-sha256”, all is well."),
        QT_TRANSLATE_NOOP("Fix", "If not, have a second key made for {domain} (RSA, 2048 bits), and your mail signed with both."),
        _FORWARD,
    ),
    copy=(Copy(_MESSAGE, QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DKIM keys of {domain} ({selectors}) are all of the kind Ed25519, which some receivers can't check yet.\n\nPlease make an RSA key of 2048 bits as well, publish it, and have our mail signed with both (RFC 8463). Thank you!")),),
    check=_CHECK,
)

_TESTED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send a message to an address at another provider and see that its DKIM result is “pass”. Then the mark for testing can go.")
_NO_WILDCARD: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If {domain} sends no mail, leave everything as it is. If it does, delete the TXT record with the name *._domainkey.{domain} first.")

FIXES: Final[dict[str, Fix]] = {
    **dict.fromkeys((*_BROKEN, *_LOST), _NEW_KEY),
    **{f"{each}-repairable": publish(_SAME_KEY) for each in (*_BROKEN, *_LOST)},
    "domain.dkim.testing-repairable": publish(_TESTED),
    "domain.dkim.several-records": _ONE_RECORD,
    "domain.dkim.leads-nowhere": _AT_PROVIDER,
    "domain.dkim.selector-missing": _MISSING,
    "domain.dkim.selector-unknown": _FIND_SELECTOR,
    "domain.dkim.cannot-tell": _FIND_SELECTOR,
    "domain.dkim.only-ed25519": _RSA_TOO,
    "domain.dkim.none": _set_up(),
    "domain.dkim.all-revoked": _set_up(_NO_WILDCARD),
}
# fmt: on

"""Whether others must encrypt mail to a domain: the words about MTA-STS."""

from typing import Final

import msgspec

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_NO_PROTECTION: Final = QT_TRANSLATE_NOOP("Finding", "Mail arrives, but as if there were no policy: others are not made to encrypt it. The policy should be at {url}")

TEXTS: dict[str, Text] = {
    "domain.mta-sts.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "Others must encrypt the mail that they send to {domain}"),
        QT_TRANSLATE_NOOP("Finding", "A policy (MTA-STS) asks for it and names all mail servers of the domain. Days that senders remember it: {days}. Whether the mail servers can encrypt was not tried here."),
    ),
    "domain.mta-sts.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether others must encrypt mail to {domain} could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows names gave no usable answer. Test again in a few minutes."),
    ),
    "domain.mta-sts.no-record": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} does not ask others to encrypt the mail that they send to it"),
        QT_TRANSLATE_NOOP("Finding", "Nothing is wrong: most mail is encrypted all the same. With a policy named MTA-STS, nobody on the way can switch that off."),
    ),
    "domain.mta-sts.policy-alone": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} is online, but no record announces it"),
        QT_TRANSLATE_NOOP("Finding", "Senders look for the policy (MTA-STS) only where a record in the DNS tells them of it. The policy is at {url}"),
    ),
    "domain.mta-sts.several-records": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} has more than one record for its encryption policy, so senders ignore all of them"),
        QT_TRANSLATE_NOOP("Finding", "There must be exactly one record for the policy (MTA-STS)."),
    ),
    "domain.mta-sts.record-broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The record for the encryption policy of {domain} has a mistake, so senders ignore it"),
        QT_TRANSLATE_NOOP("Finding", "Senders can't make sense of this part, or miss it: “{wrong}”. The record belongs to the policy named MTA-STS."),
    ),
    "domain.mta-sts.policy-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} could not be fetched from here"),
        QT_TRANSLATE_NOOP("Finding", "The server {host} gave no answer: {error}. It may be down, or this network may not let the program out. Open {url} in a browser to see which."),
    ),
    "domain.mta-sts.no-policy-host": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} announces an encryption policy, but its server {host} does not exist"),
        _NO_PROTECTION,
    ),
    "domain.mta-sts.no-policy": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} announces an encryption policy, but the page with it is missing (code {code})"),
        _NO_PROTECTION,
    ),
    "domain.mta-sts.unreachable": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} announces an encryption policy, but its server {host} does not give it out"),
        QT_TRANSLATE_NOOP("Finding", "Mail arrives, but as if there were no policy. What happened: {error}. The policy should be at {url}"),
    ),
    "domain.mta-sts.certificate": Text(
        QT_TRANSLATE_NOOP("Finding", "The server with the encryption policy of {domain} can't prove who it is, so senders ignore the policy"),
        QT_TRANSLATE_NOOP("Finding", "The certificate of {host} was not accepted: {error}. If websites warn of certificates here as well, the reason is this computer or network, not the server."),
    ),
    "domain.mta-sts.redirect": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} is somewhere else, and senders do not follow"),
        QT_TRANSLATE_NOOP("Finding", "The page {url} leads to “{location}”. Senders take the policy from the first address only."),
    ),
    "domain.mta-sts.too-big": Text(
        QT_TRANSLATE_NOOP("Finding", "The page with the encryption policy of {domain} is far too big, so senders ignore it"),
        _NO_PROTECTION,
    ),
    "domain.mta-sts.media-type": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} is not given out as plain text, so senders may ignore it"),
        QT_TRANSLATE_NOOP("Finding", "The server says that the policy is of the type “{media_type}”. It has to be text/plain. The page is {url}"),
    ),
    "domain.mta-sts.policy-broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} has a mistake, so senders ignore it"),
        QT_TRANSLATE_NOOP("Finding", "Senders can't make sense of this line: “{wrong}”. The page is {url}"),
    ),
    "domain.mta-sts.policy-incomplete": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} is not complete, so senders ignore it"),
        QT_TRANSLATE_NOOP("Finding", "The line “{wrong}” is missing. The page is {url}"),
    ),
    "domain.mta-sts.switched-off": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} is switched off"),
        QT_TRANSLATE_NOOP("Finding", "It says “mode: none”, which is right for a domain that no longer wants one. Mail works as without a policy (MTA-STS)."),
    ),
    "domain.mta-sts.servers-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether the encryption policy of {domain} names all its mail servers could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "The policy itself is fine. Which servers take mail could not be looked up. Test again in a few minutes."),
    ),
    "domain.mta-sts.no-mail": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} has an encryption policy, but takes no mail"),
        QT_TRANSLATE_NOOP("Finding", "The policy (MTA-STS) has nothing to protect and does no harm."),
    ),
    "domain.mta-sts.not-covered": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} leaves out a mail server, so mail to it is not delivered: {missing}"),
        QT_TRANSLATE_NOOP("Finding", "Gmail, Outlook and others obey the policy (MTA-STS) and send no mail to a server that it does not name. Number of servers left out: {count}."),
    ),
    "domain.mta-sts.not-covered-testing": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} leaves out a mail server: {missing}"),
        QT_TRANSLATE_NOOP("Finding", "The policy (MTA-STS) is only being tested, so mail still arrives. Once it counts, mail to that server would stop. Number of servers left out: {count}."),
    ),
    "domain.mta-sts.testing": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} is being tested and does not count yet"),
        QT_TRANSLATE_NOOP("Finding", "It names all mail servers. As long as it says “mode: testing”, senders only report what they would have done."),
    ),
    "domain.mta-sts.short-lived": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption policy of {domain} is forgotten too fast to protect"),
        QT_TRANSLATE_NOOP("Finding", "Senders remember it for {seconds} seconds. A week or more is usual: who has forgotten the policy can be kept from seeing it again."),
    ),
}

_POLICY: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Policy file"), ("{policy}",))
_WEB_MESSAGE: Final = Copy(
    QT_TRANSLATE_NOOP("Fix", "Message to whoever runs your website"),
    (QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease publish the text below as a plain text file (text/plain) at\n{url}\n\nThe server {host} needs a certificate for that name, and must not lead visitors to another address.\n\n{policy}\n\nThank you!"),),
)
_ONLINE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Have the policy file below published at {url}. The message below says how. Only when it can be seen there, go on with the {record_type} record."),
)
_UPDATE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Have the policy file at {url} replaced by the one below. Then change the {record_type} record too: its new id tells senders to fetch the new policy."),
)
_OR_REMOVE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If you want no such policy, just delete the TXT record _mta-sts.{domain}. Otherwise go on with the next step.")
_REPORTS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The policy starts as a test, which can't stop any mail. Switch it to “enforce” when a few weeks have brought no complaints.")
_ENOUGH_TESTED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Do this when the test has run for a few weeks and the reports (TLS-RPT) show no failures.")
_DELETE_ALL: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Delete every TXT record of _mta-sts.{domain} first.")
_PAGE_CHECK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Open {url} in a browser: it should show the policy without any warning. Then test the domain again.")


def _policy(*steps: Sentence) -> Fix:
    """What to do where a policy has to be put online, and its record published."""
    fix = publish(*steps)
    return msgspec.structs.replace(fix, copy=(_POLICY, _WEB_MESSAGE, *fix.copy))


def _page(step: Sentence, message: Sentence) -> Fix:
    """What to do where the policy is fine and the web server is not."""
    label = QT_TRANSLATE_NOOP("Fix", "Message to whoever runs your website")
    return Fix(
        who=Who.DOMAIN_HOST,
        steps=(step, _OR_REMOVE),
        copy=(Copy(label, message), _POLICY),
        check=_PAGE_CHECK,
    )


FIXES: dict[str, Fix] = {
    "domain.mta-sts.no-record": _policy(_ONLINE, _REPORTS),
    "domain.mta-sts.policy-alone": publish(),
    "domain.mta-sts.several-records": publish(_DELETE_ALL),
    "domain.mta-sts.record-broken": publish(),
    "domain.mta-sts.no-policy-host": _policy(_OR_REMOVE, _ONLINE, _REPORTS),
    "domain.mta-sts.no-policy": _policy(_OR_REMOVE, _ONLINE, _REPORTS),
    "domain.mta-sts.too-big": _policy(_OR_REMOVE, _ONLINE, _REPORTS),
    "domain.mta-sts.unreachable": _page(
        QT_TRANSLATE_NOOP("Fix", "Ask whoever runs your website to make the server {host} answer over HTTPS. The message below says what is wrong."),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe page {url} can't be fetched: {error}.\n\nPlease make the server {host} answer over HTTPS with a certificate for that name. Thank you!"),
    ),
    "domain.mta-sts.certificate": _page(
        QT_TRANSLATE_NOOP("Fix", "Ask whoever runs your website for a valid certificate for the name {host}."),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe certificate of {host} is not accepted: {error}.\n\nPlease give the server a valid certificate for that name. The page is {url}\n\nThank you!"),
    ),
    "domain.mta-sts.redirect": _page(
        QT_TRANSLATE_NOOP("Fix", "Ask whoever runs your website to show the policy at {url} itself, without leading to another address."),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe page {url} leads to another address, and mail servers do not follow.\n\nPlease publish the file at that address itself. Thank you!"),
    ),
    "domain.mta-sts.media-type": _page(
        QT_TRANSLATE_NOOP("Fix", "Ask whoever runs your website to give out the page {url} as plain text (Content-Type: text/plain)."),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe page {url} is given out as “{media_type}”.\n\nPlease give it out as plain text (Content-Type: text/plain). Thank you!"),
    ),
    "domain.mta-sts.policy-broken": _policy(_UPDATE, _REPORTS),
    "domain.mta-sts.policy-incomplete": _policy(_UPDATE, _REPORTS),
    "domain.mta-sts.not-covered": _policy(_UPDATE),
    "domain.mta-sts.not-covered-testing": _policy(_UPDATE),
    "domain.mta-sts.testing": _policy(_ENOUGH_TESTED, _UPDATE),
    "domain.mta-sts.short-lived": _policy(_UPDATE),
}

"""Whether a domain's answers are signed: the words about DNSSEC."""

from mailadmin.core.diagnosis.fix import Copy, Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    "domain.dnssec.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS answers for {domain} are signed, and the signatures are right"),
        QT_TRANSLATE_NOOP("Finding", "Nobody can forge them unnoticed (DNSSEC). This is the word of the name server that was asked; the program did not verify the signatures itself."),
    ),
    "domain.dnssec.unsigned": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS answers for {domain} are not signed"),
        QT_TRANSLATE_NOOP("Finding", "Nothing is wrong: most domains do without. Signed answers (DNSSEC) can't be forged; many domain hosts sign at the flick of a switch. This is the word of the name server that was asked."),
    ),
    "domain.dnssec.no-ds": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS answers for {domain} are signed, but nobody can tell, because the registry does not know the key"),
        QT_TRANSLATE_NOOP("Finding", "For the world the domain {zone} is not signed. A record (DS) with the fingerprint of its key is missing in the zone above it."),
    ),
    "domain.dnssec.not-verified": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS answers for {domain} are signed, but the name server in use here does not check signatures"),
        QT_TRANSLATE_NOOP("Finding", "The keys are published. Whether the signatures (DNSSEC) are right could not be found out. Ask a name server that checks them, for example with the option “--resolver 9.9.9.9”."),
    ),
    "domain.dnssec.not-verifiable": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS answers for {domain} are signed in a way that the name server can't check"),
        QT_TRANSLATE_NOOP("Finding", "The keys are published, and the name server checks signatures (DNSSEC), but it does not vouch for this domain. Most often the zone {zone} is signed with an old method that is no longer trusted."),
    ),
    "domain.dnssec.broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The signatures in the DNS of {domain} are broken: for many receivers the domain does not exist"),
        QT_TRANSLATE_NOOP("Finding", "Name servers that check signatures (DNSSEC) refuse to answer for {domain}. Mail from there is refused or put off, and mail to it does not arrive. Others, which do not check, notice nothing. This is the word of the name server that was asked."),
    ),
    "domain.dnssec.broken-mx": Text(
        QT_TRANSLATE_NOOP("Finding", "The signature of the MX record of {domain} is broken: many senders can't find its mail server"),
        QT_TRANSLATE_NOOP("Finding", "Name servers that check signatures (DNSSEC) refuse to tell where mail to {domain} goes. Other records of the domain are in order. This is the word of the name server that was asked."),
    ),
    "domain.dnssec.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether the DNS answers for {domain} are signed could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows names gave no usable answer. Test again in a few minutes."),
    ),
}

FIXES: dict[str, Fix] = {
    "domain.dnssec.broken": Fix(
        who=Who.DOMAIN_HOST,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Ask your domain host today to mend the DNSSEC of {zone}. If the DNS has moved to another host lately, the key of the old one is still registered."),
            QT_TRANSLATE_NOOP("Fix", "The fastest way to get mail going: have the DS records of {zone} deleted where the domain was bought. The domain is then unsigned, and works."),
            QT_TRANSLATE_NOOP("Fix", "Sign it anew afterwards, and register the new key only when the new signatures can be seen."),
        ),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "DS records that are registered"), ("{ds}",)),
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), (
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DNSSEC of {zone} is broken: name servers that verify signatures refuse to answer for it. The DS records in the zone above are:\n\n{ds}\n\nPlease compare them with the keys (DNSKEY) and the signatures of the zone. If that takes longer, please have the DS records deleted first. Thank you!"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DNSSEC of {zone} is broken: name servers that verify signatures refuse to answer for it.\n\nPlease compare the DS records in the zone above with the keys (DNSKEY) and the signatures of the zone. If that takes longer, please have the DS records deleted first. Thank you!"),
            )),
        ),
        check=QT_TRANSLATE_NOOP("Fix", "Test the domain again after a day: the old answer may be remembered on the way until then."),
    ),
    "domain.dnssec.broken-mx": Fix(
        who=Who.DOMAIN_HOST,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Ask your domain host today to sign the zone {zone} anew: the signature of the MX record of {domain} does not fit the record."),
        ),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), (
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DNSSEC signature of the MX record of {domain} is broken: name servers that verify signatures refuse to give the record out, so mail to us does not arrive. Other records of the zone {zone} are in order.\n\nPlease have the zone signed anew. Thank you!"),
            )),
        ),
        check=QT_TRANSLATE_NOOP("Fix", "Test the domain again after a day: the old answer may be remembered on the way until then."),
    ),
    "domain.dnssec.no-ds": Fix(
        who=Who.DOMAIN_HOST,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Sign in where the domain {zone} was bought, find DNSSEC, and enter the DS record below. Some hosts take the key instead, or do it by themselves."),
            QT_TRANSLATE_NOOP("Fix", "If you want no DNSSEC, switch the signing off at the DNS host instead."),
        ),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "DS record to register"), ("{ds}",)),
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), (
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe zone {zone} is signed with DNSSEC, but its DS record is missing in the zone above. Please register:\n\n{ds}\n\nPlease check first that it fits the key of the zone. Thank you!"),
            )),
        ),
        check=QT_TRANSLATE_NOOP("Fix", "Test the domain again after a day: the old answer may be remembered on the way until then."),
    ),
    "domain.dnssec.not-verifiable": Fix(
        who=Who.DOMAIN_HOST,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Ask your domain host which method {zone} is signed with. Today's is ECDSA P-256 (algorithm 13); RSA with SHA-1 (5 or 7) is no longer trusted."),
        ),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), (
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour name server does not accept the DNSSEC signatures of {zone} as secure, although DS and DNSKEY records are there. Which algorithm is it signed with? Please change to algorithm 13 (ECDSA P-256) if it is an old one. Thank you!"),
            )),
        ),
        check=QT_TRANSLATE_NOOP("Fix", "Test the domain again when your domain host says that it is done."),
    ),
}

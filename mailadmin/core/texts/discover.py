"""Finding the settings of an address: what each source says, what was tried, and what to do."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_NO_WEB: Final = QT_TRANSLATE_NOOP("Finding", "The page that was asked gave no answer. It may be down, or something on the way to it is.")
_NO_NAMES: Final = QT_TRANSLATE_NOOP("Finding", "The DNS (the internet's phone book) gave no usable answer.")
_LEFT_ASIDE: Final = QT_TRANSLATE_NOOP("Finding", "The file was left aside.")
_NOT_BELIEVED: Final = QT_TRANSLATE_NOOP("Finding", "Somebody on the way could have written it, so nothing of it was used.")
_ASKED_FIRST: Final = QT_TRANSLATE_NOOP("Finding", "You are asked before anything of it is used.")

TEXTS: dict[str, Text] = {
    # -- the providers that the program knows
    "discover.provider.found": Text(QT_TRANSLATE_NOOP("Finding", "This program knows the settings of {provider}")),
    "discover.provider.not-there": Text(QT_TRANSLATE_NOOP("Finding", "This program does not know {domain} as the domain of a mail provider")),
    "discover.provider.alike": Text(
        QT_TRANSLATE_NOOP("Finding", "This program does not know {domain}, only {origin}, which is written almost the same"),
        QT_TRANSLATE_NOOP("Finding", "If that is what you meant, correct the address and search again."),
    ),
    "discover.provider.unreachable": Text(QT_TRANSLATE_NOOP("Finding", "The program's own list of mail providers could not be read in time")),
    "discover.provider.no-programs": Text(
        QT_TRANSLATE_NOOP("Finding", "{origin} lets no other mail program in"),
        QT_TRANSLATE_NOOP("Finding", "Mail of {domain} can be read and sent only with what {origin} itself provides, so there are no settings to find."),
    ),

    # -- what the domain publishes itself
    "discover.autoconfig.found": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} itself says what its mail settings are"),
        QT_TRANSLATE_NOOP("Finding", "It came encrypted from {origin}."),
    ),
    "discover.autoconfig.doubtful": Text(
        QT_TRANSLATE_NOOP("Finding", "There are mail settings for {domain}, but it is not proven that {domain} published them"),
        QT_TRANSLATE_NOOP("Finding", "They came from {origin}. You are asked before anything of it is used."),
    ),
    "discover.autoconfig.not-there": Text(QT_TRANSLATE_NOOP("Finding", "{domain} publishes no file with its mail settings")),
    "discover.autoconfig.unreachable": Text(QT_TRANSLATE_NOOP("Finding", "{domain} could not be asked for its mail settings"), _NO_WEB),
    "discover.autoconfig.broken": Text(QT_TRANSLATE_NOOP("Finding", "{domain} publishes mail settings, but they can't be used"), _LEFT_ASIDE),
    "discover.autoconfig.unsafe": Text(QT_TRANSLATE_NOOP("Finding", "{domain} answered with something that must not be believed"), _NOT_BELIEVED),

    # -- Mozilla's database
    "discover.database.found": Text(
        QT_TRANSLATE_NOOP("Finding", "The database of mail providers knows the settings of {domain}"),
        QT_TRANSLATE_NOOP("Finding", "It came encrypted from {origin}."),
    ),
    "discover.database.doubtful": Text(
        QT_TRANSLATE_NOOP("Finding", "The database of mail providers knows settings of {domain}, but the answer is not proven to be its own"),
        _ASKED_FIRST,
    ),
    "discover.database.not-there": Text(QT_TRANSLATE_NOOP("Finding", "The database of mail providers does not know {domain}")),
    "discover.database.unreachable": Text(QT_TRANSLATE_NOOP("Finding", "The database of mail providers could not be asked"), _NO_WEB),
    "discover.database.broken": Text(QT_TRANSLATE_NOOP("Finding", "The database of mail providers gave an answer that can't be used"), _LEFT_ASIDE),
    "discover.database.unsafe": Text(QT_TRANSLATE_NOOP("Finding", "The database of mail providers gave an answer that must not be believed"), _NOT_BELIEVED),

    # -- SRV records
    "discover.srv.found": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS of {domain} names its mail servers"),
        QT_TRANSLATE_NOOP("Finding", "The DNS is the internet's phone book. The entry {origin} leads to {host}."),
    ),
    "discover.srv.doubtful": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS of {domain} names a mail server of somebody else: {host}"),
        QT_TRANSLATE_NOOP("Finding", "That may be right, but the DNS (the internet's phone book) can be forged on the way. You are asked before anything of it is used."),
    ),
    "discover.srv.not-there": Text(QT_TRANSLATE_NOOP("Finding", "The DNS of {domain} has no entries about settings for mail programs")),
    "discover.srv.unreachable": Text(QT_TRANSLATE_NOOP("Finding", "The DNS of {domain} could not be asked about settings for mail programs"), _NO_NAMES),
    "discover.srv.broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS of {domain} has entries about settings for mail programs, but none that can be used"),
        QT_TRANSLATE_NOOP("Finding", "They name no server that can exist."),
    ),
    "discover.srv.declined": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} says that it offers no server for sending to mail programs"),
        QT_TRANSLATE_NOOP("Finding", "It says so in the DNS, the internet's phone book, in the entry {origin}."),
    ),
    "discover.srv.inbox-only": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS of {domain} says where mail is read, but not where it is sent"),
        QT_TRANSLATE_NOOP("Finding", "The DNS is the internet's phone book. An entry for sending is missing."),
    ),

    # -- whoever takes the domain's mail
    "discover.mx.found": Text(
        QT_TRANSLATE_NOOP("Finding", "The mail of {domain} is taken by {provider}, whose settings are known"),
        QT_TRANSLATE_NOOP("Finding", "Found through {origin}."),
    ),
    "discover.mx.doubtful": Text(
        QT_TRANSLATE_NOOP("Finding", "Whoever takes the mail of {domain} publishes mail settings: {host}"),
        QT_TRANSLATE_NOOP("Finding", "Who takes the mail is written in the DNS (the internet's phone book), which can be forged on the way. You are asked before anything of it is used."),
    ),
    "discover.mx.not-there": Text(QT_TRANSLATE_NOOP("Finding", "Nothing is known of mail settings at whoever takes the mail of {domain}")),
    "discover.mx.unreachable": Text(QT_TRANSLATE_NOOP("Finding", "It could not be found out who takes the mail of {domain}, or what their settings are")),
    "discover.mx.broken": Text(QT_TRANSLATE_NOOP("Finding", "Whoever takes the mail of {domain} publishes mail settings, but they can't be used"), _LEFT_ASIDE),
    "discover.mx.unsafe": Text(QT_TRANSLATE_NOOP("Finding", "Whoever takes the mail of {domain} answered with something that must not be believed"), _NOT_BELIEVED),
    "discover.mx.no-such-domain": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no domain {domain}"),
        QT_TRANSLATE_NOOP("Finding", "Nobody can have an address there. There may be a typing mistake in it."),
    ),
    "discover.mx.no-mail": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} says that it takes no mail at all"),
        QT_TRANSLATE_NOOP("Finding", "It says so in the DNS, the internet's phone book. There may be a typing mistake in the address."),
    ),

    # -- what the domain publishes without encryption
    "discover.http.found": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} publishes mail settings, but they came without encryption"),
        QT_TRANSLATE_NOOP("Finding", "They came from {origin}, and somebody on the way could have changed them. You are asked before anything of it is used."),
    ),
    "discover.http.not-there": Text(QT_TRANSLATE_NOOP("Finding", "{domain} publishes no mail settings without encryption either")),
    "discover.http.unreachable": Text(QT_TRANSLATE_NOOP("Finding", "{domain} could not be asked for its mail settings without encryption"), _NO_WEB),
    "discover.http.broken": Text(QT_TRANSLATE_NOOP("Finding", "{domain} publishes mail settings without encryption, but they can't be used"), _LEFT_ASIDE),
    "discover.http.unsafe": Text(QT_TRANSLATE_NOOP("Finding", "{domain} answered, without encryption, with something that must not be believed"), _NOT_BELIEVED),

    # -- the usual names
    "discover.guess.found": Text(
        QT_TRANSLATE_NOOP("Finding", "There are servers with the usual names: {origin}"),
        QT_TRANSLATE_NOOP("Finding", "Whether they are mail servers is tried next, without your address and password."),
    ),
    "discover.guess.not-there": Text(QT_TRANSLATE_NOOP("Finding", "{domain} has no servers with the usual names")),
    "discover.guess.unreachable": Text(QT_TRANSLATE_NOOP("Finding", "The usual names of mail servers could not be looked up for {domain}"), _NO_NAMES),

    # -- what is found is tried
    "discover.server.mail": Text(QT_TRANSLATE_NOOP("Finding", "The mail server {host} answers at port {port}, encrypted")),
    "discover.server.mail-unencrypted": Text(
        QT_TRANSLATE_NOOP("Finding", "The mail server {host} answers at port {port}, but without encryption"),
        QT_TRANSLATE_NOOP("Finding", "Anybody on the way could read your mail and your password. You are asked before it is used."),
    ),
    "discover.server.inbox": Text(QT_TRANSLATE_NOOP("Finding", "The server for reading mail, {host}, answers at port {port}, encrypted")),
    "discover.server.inbox-unencrypted": Text(
        QT_TRANSLATE_NOOP("Finding", "The server for reading mail, {host}, answers at port {port}, but without encryption"),
        QT_TRANSLATE_NOOP("Finding", "Anybody on the way could read your mail and your password. You are asked before it is used."),
    ),
    "discover.server.no-such-name": Text(QT_TRANSLATE_NOOP("Finding", "There is no server with the name {host}")),
    "discover.server.no-answer": Text(QT_TRANSLATE_NOOP("Finding", "{host} does not answer at port {port}")),
    "discover.server.certificate": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} can't prove at port {port} that it is the right server"),
        QT_TRANSLATE_NOOP("Finding", "Its certificate (its proof of identity) is not valid, so this server is not offered."),
    ),
    "discover.server.no-encryption": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} does not offer the encryption that it should have at port {port}"),
        QT_TRANSLATE_NOOP("Finding", "Your password would be readable on the way, so this server is not offered."),
    ),
    "discover.server.no-mail-server": Text(QT_TRANSLATE_NOOP("Finding", "What answers at {host}, port {port}, does not speak like a mail server")),
    "discover.server.no-sign-in": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} answers at port {port}, but lets nobody sign in there"),
        QT_TRANSLATE_NOOP("Finding", "It may only take mail from other servers, and none from people."),
    ),
    "discover.not-needed": Text(QT_TRANSLATE_NOOP("Finding", "Not waited for any longer")),

    # -- what has to be agreed to
    "discover.consent.guessed": Text(QT_TRANSLATE_NOOP("Finding", "Nobody says that these settings are right: they were found by trying the usual names. Use them only if the server's name, {host}, is the one that your provider or mail admin told you.")),
    "discover.consent.http": Text(QT_TRANSLATE_NOOP("Finding", "These settings came without encryption. Somebody on the way, such as the owner of a Wi-Fi, could have put in a server of their own to get your password. Use them only if {host} is the server of your provider.")),
    "discover.consent.stranger": Text(QT_TRANSLATE_NOOP("Finding", "The server {host} does not belong to {domain}. Your password would go there. Use these settings only if you know that {host} is the server of your provider.")),
    "discover.consent.stranger-inbox": Text(QT_TRANSLATE_NOOP("Finding", "The server that your mail is read at does not belong to {domain}. Your password would go there. Use these settings only if you know that it is the server of your provider.")),
    "discover.consent.doubtful": Text(QT_TRANSLATE_NOOP("Finding", "It is not proven who published these settings. Your password would go to {host}. Use them only if you know that {host} is the server of your provider.")),
    "discover.consent.unencrypted": Text(QT_TRANSLATE_NOOP("Finding", "The connection to {host} would not be encrypted: anybody on the way could read your mail and your password.")),
    "discover.consent.unencrypted-inbox": Text(QT_TRANSLATE_NOOP("Finding", "The connection to the server that your mail is read at would not be encrypted: anybody on the way could read your mail and your password.")),

    # -- what it came to
    "discover.result.found": Text(QT_TRANSLATE_NOOP("Finding", "The settings of {address} were found")),
    "discover.result.found-with-consent": Text(QT_TRANSLATE_NOOP("Finding", "Settings were found for {address}, but you have to decide whether to use them")),
    "discover.result.no-answer": Text(QT_TRANSLATE_NOOP("Finding", "Settings were found for {address}, but no server of them works from here")),
    "discover.result.offline": Text(QT_TRANSLATE_NOOP("Finding", "The settings of {address} are known, but they could not be tried: this computer seems to be offline")),
    "discover.result.no-network": Text(QT_TRANSLATE_NOOP("Finding", "Nobody could be asked for the settings of {address}: this computer seems to be offline")),
    "discover.result.no-domain": Text(QT_TRANSLATE_NOOP("Finding", "“{address}” is no email address, so there is nothing to look for")),
    "discover.result.no-such-domain": Text(QT_TRANSLATE_NOOP("Finding", "There is no domain {domain}, so nobody can have the address {address}")),
    "discover.result.nothing": Text(QT_TRANSLATE_NOOP("Finding", "No settings were found for {address}: nobody publishes any, and no server has one of the usual names")),
    "discover.result.nothing-known": Text(QT_TRANSLATE_NOOP("Finding", "No settings were found for {address}, but not everybody could be asked")),
    "discover.proven.mail": Text(QT_TRANSLATE_NOOP("Finding", "{host} is a mail server and lets people sign in.")),
    "discover.proven.inbox": Text(QT_TRANSLATE_NOOP("Finding", "Mail can be read at {host}.")),
    "discover.not-proven.sign-in": Text(QT_TRANSLATE_NOOP("Finding", "Nobody has signed in yet, so your user name and password are not tested.")),
}

_TELL: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Tell whoever looks after the website or the mail of {domain}. The message below says what is wrong."),
    QT_TRANSLATE_NOOP("Fix", "Tell whoever publishes these settings. The message below says what is wrong."),
)
_MEANWHILE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Until then, type the settings yourself. Your provider's help pages have them under “IMAP and SMTP” or “Set up a mail program”.")
_FILE_WRONG: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmail programs can't use the settings published for {domain} at {origin}. Please check that it is a valid autoconfig file (config-v1.1.xml) that comes over HTTPS with a valid certificate, without being sent on to an unencrypted page, and that it names at least one server for sending (SMTP) and one for reading mail (IMAP).\n\nThank you"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmail programs can't use the settings that are published for our email addresses. Please check that there is a valid autoconfig file (config-v1.1.xml) that comes over HTTPS with a valid certificate, without being sent on to an unencrypted page, and that it names at least one server for sending (SMTP) and one for reading mail (IMAP).\n\nThank you"),
)
_CERTIFICATE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmail programs are sent to {host}, port {port}, but its certificate is not valid for that name. Please install a certificate of a public authority that names {host}, or publish the name that the certificate has.\n\nThank you")
_NO_TLS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmail programs are sent to {host}, port {port}, but the encryption that is promised there is not offered. Please offer TLS from the start at ports 465 and 993, or STARTTLS at ports 587 and 143, and publish the settings accordingly.\n\nThank you")
_QUESTIONS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI want to set up a mail program for {address}. Please tell me:\n\n1. The server for outgoing mail (SMTP), its port and its kind of encryption\n2. The server for incoming mail (IMAP), its port and its kind of encryption\n3. The user name\n4. Whether my usual password works in a mail program, or what I need instead\n\nThank you")
_SPELLING: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Check the part after the @ letter by letter: {domain}.")
_ASK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Ask your provider or mail admin for the settings. The message below has all the questions.")
_TYPE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Then choose “I'll type the settings myself” and fill them in.")
_AGAIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Search again: the settings are found.")
# fmt: on

_TO_PUBLISHER: Final = Copy(
    QT_TRANSLATE_NOOP("Fix", "Message to whoever publishes the settings"), _FILE_WRONG
)
_FILE: Final = Fix(
    who=Who.DOMAIN_HOST, steps=(_TELL, _MEANWHILE), copy=(_TO_PUBLISHER,), check=_AGAIN
)
_PROVIDER_QUESTIONS: Final = Copy(
    QT_TRANSLATE_NOOP("Fix", "Message to your provider or mail admin"), _QUESTIONS
)
_ASK_PROVIDER: Final = Fix(
    who=Who.YOU, steps=(_SPELLING, _ASK, _TYPE), copy=(_PROVIDER_QUESTIONS,), check=_AGAIN
)
_TYPED_WRONG: Final = Fix(
    who=Who.YOU,
    steps=(
        _SPELLING,
        QT_TRANSLATE_NOOP(
            "Fix",
            "If the domain is new, it may take a day until the whole internet knows it. Search "
            "again then.",
        ),
    ),
    check=_AGAIN,
)
_OFFLINE: Final = Fix(
    who=Who.YOU,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Check that this computer is online: open any web page."),
        QT_TRANSLATE_NOOP(
            "Fix",
            "If web pages open as usual, something keeps this program from the network. Switch off "
            "a VPN if you use one, or connect to another network, such as your phone's hotspot.",
        ),
    ),
    check=_AGAIN,
)
_TO_ADMIN: Final = QT_TRANSLATE_NOOP("Fix", "Message to the mail admin")
_TELL_ADMIN: Final[Sentence] = QT_TRANSLATE_NOOP(
    "Fix", "Tell whoever runs {host}. The message below says what is wrong."
)

FIXES: dict[str, Fix] = {
    **{
        f"discover.{source}.{what}": _FILE
        for source in ("autoconfig", "mx", "http")
        for what in ("broken", "unsafe")
    },
    **{
        f"discover.web.{what}": _FILE
        for what in ("redirect-to-http", "redirect", "certificate", "bad-reply")
    },
    "discover.srv.broken": Fix(
        who=Who.DOMAIN_HOST,
        steps=(_TELL, _MEANWHILE),
        copy=(
            Copy(
                QT_TRANSLATE_NOOP("Fix", "Message to whoever looks after the DNS"),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Hello,\n\nthe SRV records of {domain} for mail programs (such as {origin}) "
                    "name no usable server. The target has to be a host name with addresses, and "
                    "the port must not be 0.\n\nThank you",
                ),
            ),
        ),
        check=_AGAIN,
    ),
    "discover.provider.no-programs": Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP(
                "Fix", "Read and send your mail with the app or website of {origin}."
            ),
            QT_TRANSLATE_NOOP(
                "Fix", "If you have an address at another provider as well, set that one up here."
            ),
        ),
    ),
    "discover.mx.no-such-domain": _TYPED_WRONG,
    "discover.mx.no-mail": _TYPED_WRONG,
    "discover.server.certificate": Fix(
        who=Who.MAIL_ADMIN,
        steps=(_TELL_ADMIN, _MEANWHILE),
        copy=(Copy(_TO_ADMIN, _CERTIFICATE),),
        check=_AGAIN,
    ),
    "discover.server.no-encryption": Fix(
        who=Who.MAIL_ADMIN,
        steps=(_TELL_ADMIN, _MEANWHILE),
        copy=(Copy(_TO_ADMIN, _NO_TLS),),
        check=_AGAIN,
    ),
    "discover.result.no-network": _OFFLINE,
    "discover.result.offline": _OFFLINE,
    "discover.result.no-such-domain": _TYPED_WRONG,
    "discover.result.nothing": _ASK_PROVIDER,
    "discover.result.nothing-known": _ASK_PROVIDER,
    "discover.result.no-answer": Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP(
                "Fix",
                "Connect to another network, such as your phone's hotspot, and search again. If "
                "it works there, your usual network keeps mail programs out.",
            ),
            _ASK,
        ),
        copy=(_PROVIDER_QUESTIONS,),
        check=_AGAIN,
    ),
    "discover.result.no-domain": Fix(
        who=Who.YOU,
        steps=(QT_TRANSLATE_NOOP("Fix", "Type the whole address, such as anna@example.com."),),
    ),
}

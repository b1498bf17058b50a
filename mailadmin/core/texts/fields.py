"""What is said beside a field: addresses, servers, domains, and other values."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

_ADDRESSES: dict[str, Text] = {
    "field.address.missing": Text(
        QT_TRANSLATE_NOOP("Finding", "Type an email address, for example name@example.com.")
    ),
    "field.address.no-at": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{text}” has no @ sign. An email address looks like name@example.com."
        )
    ),
    "field.address.two-ats": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{text}” has more than one @ sign. Separate several addresses with commas.",
        )
    ),
    "field.address.several": Text(
        QT_TRANSLATE_NOOP("Finding", "“{text}” is more than one address. Put a comma between them.")
    ),
    "field.address.nothing-before-at": Text(
        QT_TRANSLATE_NOOP("Finding", "“{text}” has no name before the @ sign.")
    ),
    "field.address.nothing-after-at": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{text}” has nothing after the @ sign. Add the domain, such as example.com."
        )
    ),
    "field.address.comma": Text(
        QT_TRANSLATE_NOOP("Finding", "The domain is written with dots. Did you mean {suggestion}?")
    ),
    "field.address.brackets": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "A number after the @ sign needs square brackets: {suggestion}"
        )
    ),
    "field.address.space": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{text}” has a space in it. Remove it, or put a comma between two addresses.",
        )
    ),
    "field.address.dots": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{text}” has a dot too many: dots stand one at a time, between other characters.",
        )
    ),
    "field.address.too-long": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This is too long for an email address: 64 characters before the @ sign and 254 in "
            "all are the most.",
        )
    ),
    "field.address.list-too-long": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "These are more addresses than any mail server takes at once. Send to fewer at a time.",
        )
    ),
    "field.address.wrong": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{text}” is not an email address that mail servers take. It should look like "
            "name@example.com.",
        )
    ),
    "field.address.no-dot": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{domain}” is a name inside your organisation only. Addresses that everyone can "
            "reach have a dot after the @ sign.",
        )
    ),
}

_HOSTS: dict[str, Text] = {
    "field.host.missing": Text(
        QT_TRANSLATE_NOOP("Finding", "Type the name of the server, for example smtp.example.com.")
    ),
    "field.host.comma": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "A server's name is written with dots. Did you mean {suggestion}?"
        )
    ),
    "field.host.space": Text(
        QT_TRANSLATE_NOOP("Finding", "A server's name has no spaces. Did you mean {suggestion}?")
    ),
    "field.host.is-address": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This is an email address. Here goes the name of the server, often {suggestion}.",
        )
    ),
    "field.host.dots": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{host}” has a dot too many: dots stand one at a time, between other characters.",
        )
    ),
    "field.host.number": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{host}” is neither a name nor a complete IP address. An IP address has four numbers "
            "from 0 to 255, such as 192.0.2.25.",
        )
    ),
    "field.host.hyphen": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{label}” begins or ends with a hyphen, which a server's name never does."
        )
    ),
    "field.host.characters": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "A server's name has only letters, digits, hyphens and dots. Remove this: {characters}",
        )
    ),
    "field.host.label": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{label}” has characters that no server's name has. Type the name again by hand.",
        )
    ),
    "field.host.too-long": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This is too long for a server's name: 63 characters between two dots and 253 in all "
            "are the most.",
        )
    ),
    "field.host.wrong": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "This is not a server's name. It should look like smtp.example.com."
        )
    ),
}

_DOMAINS: dict[str, Text] = {
    "field.domain.missing": Text(
        QT_TRANSLATE_NOOP("Finding", "Type a domain, for example example.com.")
    ),
    "field.domain.comma": Text(
        QT_TRANSLATE_NOOP("Finding", "A domain is written with dots. Did you mean {suggestion}?")
    ),
    "field.domain.space": Text(
        QT_TRANSLATE_NOOP("Finding", "A domain has no spaces. Did you mean {suggestion}?")
    ),
    "field.domain.hyphen": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{label}” begins or ends with a hyphen, which a domain never does."
        )
    ),
    "field.domain.characters": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "A domain has only letters, digits, hyphens and dots. Remove this: {characters}",
        )
    ),
    "field.domain.label": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{label}” has characters that no domain has. Type the domain again by hand.",
        )
    ),
    "field.domain.number": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{text}” is the address of a computer. A domain is what stands after the @ sign of "
            "an email address, such as example.com.",
        )
    ),
    "field.domain.no-dot": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{text}” is not a whole domain. A domain has a dot, such as example.com."
        )
    ),
    "field.domain.too-long": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This is too long for a domain: 63 characters between two dots and 253 in all are "
            "the most.",
        )
    ),
    "field.domain.wrong": Text(
        QT_TRANSLATE_NOOP("Finding", "This is not a domain. It should look like example.com.")
    ),
}

_VALUES: dict[str, Text] = {
    "field.port.number": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{text}” is not a port. A port is a number, usually 465 or 587."
        )
    ),
    "field.port.range": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "There is no port {text}. Ports are numbers from 1 to 65535, usually 465 or 587.",
        )
    ),
    "field.timeout.range": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{text}” is not a time limit. Type the seconds, from 1 to 600, for example 20.",
        )
    ),
    "field.choice": Text(QT_TRANSLATE_NOOP("Finding", "Choose one of these: {choices}.")),
    "field.auth.inbox": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Nobody can read a mailbox without signing in. Choose another way."
        )
    ),
    "field.issuer": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "“{text}” is not the host name of a sign-in page. Type microsoft, google, or a name "
            "such as login.example.com.",
        )
    ),
    "field.auth.stranger": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The sign-in with {issuer} opens {issuer}'s own servers only, and {host} is none of "
            "them. Choose “Password”, or type the server that {issuer} names.",
        )
    ),
    "field.auth.two-pages": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Mail server and inbox share one sign-in, the one with {issuer}, and {host} is opened at "
            "another page. Choose “Password” here, or watch this inbox as a witness mailbox.",
        )
    ),
    "field.security.none": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Without encryption everyone on the way can read your mail. Choose encryption if the "
            "server offers it.",
        )
    ),
    "field.security.tls-port": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Port {port} is usually encrypted from the start, not upgraded to encryption.",
        )
    ),
    "field.security.starttls-port": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Port {port} is usually upgraded to encryption, not encrypted from the start.",
        )
    ),
    "field.user.missing": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Type the user name for this server, often the email address, or choose to sign in "
            "without a password.",
        )
    ),
    "field.user.characters": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The user name has characters that can't be seen. Delete it and type it by hand.",
        )
    ),
    "field.user.too-long": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "This is too long for a user name: 200 characters are the most."
        )
    ),
    "field.name.too-long": Text(
        QT_TRANSLATE_NOOP("Finding", "This name is too long: 200 characters are the most.")
    ),
    "field.password.spaces": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The password begins or ends with a space. If you pasted it, the space may not belong "
            "to it.",
        )
    ),
    "field.password.unseen": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The password has a character that can't be seen. If you pasted it, better type it by "
            "hand.",
        )
    ),
    "field.password.lines": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The password has a line break in it. A password is one line of text."
        )
    ),
    "field.password.too-long": Text(
        QT_TRANSLATE_NOOP("Finding", "This is too long for a password.")
    ),
}

TEXTS: dict[str, Text] = {**_ADDRESSES, **_HOSTS, **_DOMAINS, **_VALUES}

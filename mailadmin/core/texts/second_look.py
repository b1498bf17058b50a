"""What a second look after a failure says."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    "look.control-answered": Text(
        QT_TRANSLATE_NOOP("Finding", "{control} answers on port {port}"),
        QT_TRANSLATE_NOOP(
            "Finding", "It was only asked whether it takes a connection, to compare."
        ),
    ),
    "look.control-silent": Text(
        QT_TRANSLATE_NOOP("Finding", "{control} can't be reached on port {port} either"),
        QT_TRANSLATE_NOOP(
            "Finding", "It was only asked whether it takes a connection, to compare."
        ),
    ),
    "look.control-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "The name {control} can't be looked up either"),
        QT_TRANSLATE_NOOP("Finding", "It was only asked for, to compare."),
    ),
    "look.control-known": Text(
        QT_TRANSLATE_NOOP("Finding", "The name {control} can be looked up"),
        QT_TRANSLATE_NOOP("Finding", "It was only asked for, to compare."),
    ),
    "look.control-verified": Text(
        QT_TRANSLATE_NOOP("Finding", "The certificate of {control} is valid, seen from here"),
        QT_TRANSLATE_NOOP(
            "Finding", "So the clock of this computer and its list of trusted certificates work."
        ),
    ),
    "look.control-unverified": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The certificate of {control} is not valid either, seen from here"
        ),
        QT_TRANSLATE_NOOP("Finding", "It was only asked for its certificate, to compare."),
    ),
    "look.server-down": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} does not answer, and the fault is not on your side"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Other mail servers, such as {control}, answer from here on port {control_port}. So your network lets mail through, and this server is down or has another name or port.",
        ),
    ),
    "look.server-refuses": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "{host} refuses the connection, and the fault is not on your side"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Other mail servers, such as {control}, answer from here on port {control_port}. So your network lets mail through, and this server does not take mail on this port.",
        ),
    ),
    "look.port-blocked": Text(
        QT_TRANSLATE_NOOP("Finding", "Port {port} is blocked on this computer or this network"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} does not answer on port {control_port} either, but web pages can be reached. A firewall, a security program or the network itself stops mail programs.",
        ),
    ),
    "look.port25-blocked": Text(
        QT_TRANSLATE_NOOP("Finding", "This network blocks port 25"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} does not answer on port {control_port} either, but web pages can be reached. Most internet providers block this port, because it is meant for servers.",
        ),
    ),
    "look.proxy": Text(
        QT_TRANSLATE_NOOP("Finding", "This network lets out web pages only, through a proxy"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "This computer is set to use the proxy {proxy}. Mail programs can't pass it, and {control} does not answer on port {control_port} either.",
        ),
    ),
    "look.proxy-only": Text(
        QT_TRANSLATE_NOOP("Finding", "This network reaches the internet only through a proxy"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "This computer is set to use the proxy {proxy}. Mail programs can't pass it: they need a way of their own.",
        ),
    ),
    "look.offline": Text(
        QT_TRANSLATE_NOOP("Finding", "This computer has no connection to the internet"),
        QT_TRANSLATE_NOOP("Finding", "{control} can't be reached either."),
    ),
    "look.only-ipv6": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "{host} has only the newer kind of address (IPv6), and IPv6 does not work here",
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} can be reached over the older kind (IPv4). The way to this server is missing on your network, not on this computer's mail settings.",
        ),
    ),
    "look.inside-only": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} can only be reached from inside its own network"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Its address, {address}, belongs to a company network or a VPN. Connect to that network first, then test again.",
        ),
    ),
    "look.name-filter": Text(
        QT_TRANSLATE_NOOP("Finding", "Something here answers for the name {host}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The name leads to {address}, which is no address of a server on the internet. A name filter (such as an ad blocker), a VPN or a security program has put it there.",
        ),
    ),
    "look.same-address": Text(
        QT_TRANSLATE_NOOP("Finding", "Something on this network answers for every name"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{host} and {control} have nothing to do with each other, but lead to the same address here: {address}. Open any web page: if a sign-in page of a Wi-Fi network appears, sign in there, then test again.",
        ),
    ),
    "look.portal": Text(
        QT_TRANSLATE_NOOP("Finding", "This network answers in the place of other servers"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} showed a certificate of {shown}. Open any web page: if a sign-in page of a Wi-Fi network appears, sign in there, then test again.",
        ),
    ),
    "look.same-issuer": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Something opens every encrypted connection from this computer"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{host} and {control} have nothing to do with each other, but both certificates were made by {issuer}. That is a security program or a device on your network. Your password was not sent.",
        ),
    ),
    "look.trusts-nobody": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "This computer does not trust the certificates of well-known servers either"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} can't be verified here either, so the fault is the list of trusted certificates on this computer, not the mail server. Your password was not sent.",
        ),
    ),
    "look.clock-wrong": Text(
        QT_TRANSLATE_NOOP("Finding", "The clock of this computer is wrong"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It says {clock}, but {witness} says {told}. Set the date and time of this computer first, then test again.",
        ),
    ),
    "look.clock-doubtful": Text(
        QT_TRANSLATE_NOOP("Finding", "The clock of this computer is probably wrong"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It says {clock}, but the certificates of two servers that have nothing to do with each other do not fit that day; the one of {witness} fits {told}. Set the date and time of this computer first, then test again.",
        ),
    ),
    "look.other-encryption": Text(
        QT_TRANSLATE_NOOP("Finding", "Port {port} works, but with the other kind of encryption"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It was tried without your password. Use the setting that works, then test again.",
        ),
    ),
    "look.other-setting": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} works on port {other_port}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It was tried without your password. Use the setting that works, then test again.",
        ),
    ),
    "look.speaks-tls": Text(
        QT_TRANSLATE_NOOP("Finding", "Port {port} is encrypted from the start"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It was tried without your password. Choose “Encrypted from the start”, then test again.",
        ),
    ),
    "look.no-names": Text(
        QT_TRANSLATE_NOOP("Finding", "No name can be looked up from this computer"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} exists for certain and can't be looked up either. So this computer is offline, or its name service (DNS) does not work.",
        ),
    ),
    "look.only-this-name": Text(
        QT_TRANSLATE_NOOP("Finding", "Only the name {host} can't be looked up"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} can be looked up from here. So the name service (DNS) of this server's own domain gives no answer.",
        ),
    ),
    "look.other-host": Text(
        QT_TRANSLATE_NOOP("Finding", "The server for sending is another one: {likely} works"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{host} is not for sending on port {port}. The other one was tried without your password: use it and test again.",
        ),
    ),
    "look.likely-name": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no server named {host}, but {likely} works"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It was tried without your password. If that is the server you mean, use it and test again.",
        ),
    ),
}

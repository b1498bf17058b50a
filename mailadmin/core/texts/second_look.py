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
        QT_TRANSLATE_NOOP("Finding", "Other mail servers answer from here, but {host} does not"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} takes connections on port {control_port}, so your network lets mail through.",
        ),
    ),
    "look.server-refuses": Text(
        QT_TRANSLATE_NOOP("Finding", "Other mail servers answer from here, but {host} refuses"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} takes connections on port {control_port}, so your network lets mail through.",
        ),
    ),
    "look.port-blocked": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Other mail servers can't be reached from here either, but web pages can"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} does not answer on port {control_port}, while {web} can be reached.",
        ),
    ),
    "look.port25-blocked": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Other mail servers can't be reached from here either, but web pages can"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{control} does not answer on port {control_port}, while {web} can be reached.",
        ),
    ),
    "look.proxy": Text(
        QT_TRANSLATE_NOOP("Finding", "Only web pages get out from here, through the proxy {proxy}"),
        QT_TRANSLATE_NOOP("Finding", "{control} does not answer on port {control_port} either."),
    ),
    "look.proxy-only": Text(
        QT_TRANSLATE_NOOP("Finding", "Nothing gets out from here but through the proxy {proxy}"),
        QT_TRANSLATE_NOOP(
            "Finding", "Neither the mail server nor a web page can be reached without it."
        ),
    ),
    "look.offline": Text(
        QT_TRANSLATE_NOOP("Finding", "Neither {host} nor {control} can be reached"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "They have nothing to do with each other, so it is this computer's own connection.",
        ),
    ),
    "look.only-ipv6": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "{host} has only the newer kind of address (IPv6), and IPv6 does not work here",
        ),
        QT_TRANSLATE_NOOP("Finding", "{reached} can be reached over the older kind (IPv4)."),
    ),
    "look.inside-only": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} can only be reached from inside its own network"),
        QT_TRANSLATE_NOOP(
            "Finding", "Its address, {inside}, belongs to a company network or a VPN."
        ),
    ),
    "look.name-filter": Text(
        QT_TRANSLATE_NOOP("Finding", "The name {host} leads to {leads_to} here"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "That is no address of a server on the internet, so most likely something here has put it there.",
        ),
    ),
    "look.same-address": Text(
        QT_TRANSLATE_NOOP("Finding", "Something on this network answers for every name"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{host} and {control} have nothing to do with each other, but lead to the same address here: {leads_to}.",
        ),
    ),
    "look.portal": Text(
        QT_TRANSLATE_NOOP("Finding", "Something here answers in the place of other servers"),
        QT_TRANSLATE_NOOP("Finding", "{control} showed a certificate of {shown}."),
    ),
    "look.same-issuer": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The certificates of {host} and {control} have the same maker"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "They have nothing to do with each other, so something in between has made both.",
        ),
    ),
    "look.trusts-nobody": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The certificate of a well-known server is not trusted here either"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It is the one of {control}, so the fault is most likely not the mail server's.",
        ),
    ),
    "look.clock-wrong": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "This computer says that it is {clock}, but {witness} says {told}"
        ),
        QT_TRANSLATE_NOOP(
            "Finding", "The certificate of the mail server does not fit the date of this computer."
        ),
    ),
    "look.clock-doubtful": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "This computer says that it is {clock}, but no certificate fits that day"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Neither the one of the mail server does, nor the one of {witness}, which fits {told}.",
        ),
    ),
    "look.other-encryption": Text(
        QT_TRANSLATE_NOOP("Finding", "Port {port} works, but with the other kind of encryption"),
        QT_TRANSLATE_NOOP("Finding", "It was tried without your password."),
    ),
    "look.other-setting": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} works on port {other_port}"),
        QT_TRANSLATE_NOOP("Finding", "It was tried without your password."),
    ),
    "look.speaks-tls": Text(
        QT_TRANSLATE_NOOP("Finding", "Port {port} is encrypted from the start"),
        QT_TRANSLATE_NOOP("Finding", "It was tried without your password."),
    ),
    "look.no-names": Text(
        QT_TRANSLATE_NOOP("Finding", "No name can be looked up from this computer"),
        QT_TRANSLATE_NOOP("Finding", "{control} exists for certain, and it can't be found either."),
    ),
    "look.only-this-name": Text(
        QT_TRANSLATE_NOOP("Finding", "Other names can be looked up, but {host} can't"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "{found} is found from here, so the name service (DNS) of this server's own domain gives no answer.",
        ),
    ),
    "look.other-host": Text(
        QT_TRANSLATE_NOOP("Finding", "The server for sending is another one: {likely} works"),
        QT_TRANSLATE_NOOP("Finding", "It was tried without your password."),
    ),
    "look.likely-name": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no server named {host}, but {likely} works"),
        QT_TRANSLATE_NOOP("Finding", "It was tried without your password."),
    ),
}

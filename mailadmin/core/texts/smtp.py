"""What the stages of a conversation say, and what a connection test says at its end."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    "dns.resolve.found": Text(
        QT_TRANSLATE_NOOP("Finding", "The name {host} was found: {addresses}")
    ),
    "dns.resolve.no-such-name": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no server named {host}"),
        QT_TRANSLATE_NOOP("Finding", "The name does not exist. Most often it is a typing mistake."),
    ),
    "dns.resolve.no-data": Text(
        QT_TRANSLATE_NOOP("Finding", "The name {host} exists, but no server address belongs to it"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Most often it is the wrong name: the mail server has another one, such as smtp.{host}.",
        ),
    ),
    "dns.resolve.temporary-failure": Text(
        QT_TRANSLATE_NOOP("Finding", "The name {host} could not be looked up"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The service that knows names gave no usable answer, so nothing is known about this server yet.",
        ),
    ),
    "net.connect.connected": Text(QT_TRANSLATE_NOOP("Finding", "Connected to {address}")),
    "net.connect.not-needed": Text(
        QT_TRANSLATE_NOOP("Finding", "{address} was not needed"),
        QT_TRANSLATE_NOOP("Finding", "Another address answered first."),
    ),
    "net.connect.failed-not-needed": Text(
        QT_TRANSLATE_NOOP("Finding", "{address} did not work, and was not needed"),
        QT_TRANSLATE_NOOP("Finding", "Another address answered."),
    ),
    "net.connect.ipv6-broken": Text(
        QT_TRANSLATE_NOOP("Finding", "IPv6 does not work here: {address} did not answer in time"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The older kind of address (IPv4) answered, so mail works. Other programs may be slow: ask whoever looks after your network to repair IPv6 or switch it off.",
        ),
    ),
    "net.connect.timed-out": Text(
        QT_TRANSLATE_NOOP("Finding", "{address} did not answer on port {port}"),
        QT_TRANSLATE_NOOP(
            "Finding", "Nothing came back within the time limit of {limit:g} seconds."
        ),
    ),
    "net.connect.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "{address} refused the connection on port {port}"),
        QT_TRANSLATE_NOOP(
            "Finding", "The computer is there, but no mail server listens on this port."
        ),
    ),
    "net.connect.unreachable": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no way from here to {address}"),
        QT_TRANSLATE_NOOP("Finding", "This computer or its network can't reach that address."),
    ),
    "net.connect.reset": Text(QT_TRANSLATE_NOOP("Finding", "{address} cut the connection")),
    "net.connect.forbidden": Text(
        QT_TRANSLATE_NOOP("Finding", "This computer does not allow the connection to {address}"),
        QT_TRANSLATE_NOOP("Finding", "A firewall or security program on this computer forbids it."),
    ),
    "net.connect.other": Text(
        QT_TRANSLATE_NOOP("Finding", "The connection to {address} failed"),
        QT_TRANSLATE_NOOP("Finding", "What the computer said: {error}"),
    ),
    "smtp.greeting.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The mail server answered"),
        QT_TRANSLATE_NOOP("Finding", "Its greeting: {reply}"),
    ),
    "smtp.greeting.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server turned the connection away"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.greeting.timed-out": Text(
        QT_TRANSLATE_NOOP("Finding", "The server accepted the connection, but said nothing"),
        QT_TRANSLATE_NOOP(
            "Finding", "A mail server greets first. This one stayed silent for {limit:g} seconds."
        ),
    ),
    "smtp.greeting.http-server": Text(
        QT_TRANSLATE_NOOP("Finding", "A web server answers on port {port}, not a mail server")
    ),
    "smtp.greeting.ssh-server": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "A remote login service (SSH) answers on port {port}, not a mail server"
        )
    ),
    "smtp.greeting.imap-server": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "A server for reading mail (IMAP) answers on port {port}, not one for sending",
        )
    ),
    "smtp.greeting.pop3-server": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "A server for fetching mail (POP3) answers on port {port}, not one for sending",
        )
    ),
    "smtp.greeting.ftp-server": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "A server for files (FTP) answers on port {port}, not a mail server"
        )
    ),
    "smtp.ehlo.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The server told what it can do"),
        QT_TRANSLATE_NOOP("Finding", "It named {count} abilities."),
    ),
    "smtp.ehlo.only-helo": Text(
        QT_TRANSLATE_NOOP("Finding", "The server speaks only the oldest form of the mail language"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It knows no encryption and no sign-in. When asked for them, it said: {reply}",
        ),
    ),
    "smtp.ehlo.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server refused to talk to this computer"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.ehlo.name-refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server refused the name that this computer gave: {name}"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.ehlo.other-name": Text(
        QT_TRANSLATE_NOOP("Finding", "The server knows this computer as {name}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It refused the first name, {refused}, and said: {reply}. The program goes on with the second.",
        ),
    ),
    "tls.handshake.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The connection is encrypted with {version}"),
        QT_TRANSLATE_NOOP("Finding", "Cipher: {cipher}"),
    ),
    "tls.handshake.unread": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption started, but its details could not be read")
    ),
    "tls.handshake.not-used": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The connection is not encrypted, although the server offers it"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Everybody on the way can read along. Choose “Upgrade to encryption” to change that.",
        ),
    ),
    "tls.handshake.none": Text(
        QT_TRANSLATE_NOOP("Finding", "The connection is not encrypted"),
        QT_TRANSLATE_NOOP("Finding", "Everybody on the way can read along."),
    ),
    "tls.handshake.not-offered": Text(
        QT_TRANSLATE_NOOP("Finding", "The server does not offer encryption on port {port}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "You chose “Upgrade to encryption”, so the program stopped here and sent nothing.",
        ),
    ),
    "tls.handshake.no-ehlo": Text(
        QT_TRANSLATE_NOOP("Finding", "The server does not offer encryption on port {port}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It would not even be asked for it: {reply}. The program stopped here and sent nothing.",
        ),
    ),
    "tls.handshake.removed": Text(
        QT_TRANSLATE_NOOP("Finding", "Something between you and the server removed the encryption"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The server's list of abilities has been overwritten where the encryption would stand.",
        ),
    ),
    "tls.handshake.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server refused to start the encryption"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "tls.certificate.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The certificate is valid for {days} more days"),
        QT_TRANSLATE_NOOP("Finding", "Issued for {names} by {issuer}."),
    ),
    "tls.certificate.accepted": Text(
        QT_TRANSLATE_NOOP("Finding", "You have accepted this server's certificate yourself"),
        QT_TRANSLATE_NOOP(
            "Finding", "It can't be verified, and it is still the one you accepted: {fingerprint}"
        ),
    ),
    "tls.certificate.expires-soon": Text(
        QT_TRANSLATE_NOOP("Finding", "The certificate is valid, but expires in {days} days"),
        QT_TRANSLATE_NOOP("Finding", "After {not_after} mail programs will refuse to connect."),
    ),
    "tls.certificate.unread": Text(
        QT_TRANSLATE_NOOP("Finding", "The certificate could not be read")
    ),
    "tls.certificate.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server's certificate is not valid"),
        QT_TRANSLATE_NOOP("Finding", "What the check said: {error}"),
    ),
    "tls.certificate.expired": Text(
        QT_TRANSLATE_NOOP("Finding", "The server's certificate was valid until {not_after}"),
    ),
    "tls.certificate.not-yet-valid": Text(
        QT_TRANSLATE_NOOP("Finding", "The server's certificate is not valid yet"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It begins on {not_before}. If that day has passed, the clock of this computer is wrong.",
        ),
    ),
    "tls.certificate.other-name": Text(
        QT_TRANSLATE_NOOP("Finding", "The server's certificate is for {names}, not for {host}"),
    ),
    "tls.certificate.self-signed": Text(
        QT_TRANSLATE_NOOP("Finding", "The server vouches for itself"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Its certificate is signed by nobody but the server, so nobody can tell whether it is the right one.",
        ),
    ),
    "tls.certificate.untrusted": Text(
        QT_TRANSLATE_NOOP("Finding", "The server's certificate was issued by {issuer}"),
    ),
    "tls.certificate.intercepted": Text(
        QT_TRANSLATE_NOOP("Finding", "The certificate that came was made by {product}"),
        QT_TRANSLATE_NOOP(
            "Finding", "It is not the server's own, and this computer does not trust it."
        ),
    ),
    "tls.certificate.opened": Text(
        QT_TRANSLATE_NOOP("Finding", "{product} reads along on the connection to {host}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The certificate was made by {product}. This computer trusts it, so mail works; whether the real server behind it is the right one can't be seen from here.",
        ),
    ),
    "tls.certificate.weak": Text(
        QT_TRANSLATE_NOOP("Finding", "The server's certificate is too weak"),
        QT_TRANSLATE_NOOP("Finding", "Its key or signature is too easy to forge."),
    ),
    "smtp.auth.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "Signed in as {user}"),
        QT_TRANSLATE_NOOP("Finding", "Sign-in method: {mechanism}"),
    ),
    "smtp.auth.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server did not accept the sign-in as {user}"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.auth.not-wanted": Text(
        QT_TRANSLATE_NOOP("Finding", "No sign-in is set up for this server"),
        QT_TRANSLATE_NOOP("Finding", "So it was not tested whether a password works."),
    ),
    "smtp.auth.not-encrypted": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Your password was not sent, because the connection is not encrypted"
        ),
        QT_TRANSLATE_NOOP("Finding", "Anybody on the way could have read it."),
    ),
    "smtp.auth.not-offered": Text(
        QT_TRANSLATE_NOOP("Finding", "The server offers no sign-in here"),
        QT_TRANSLATE_NOOP(
            "Finding", "Your password was not sent. Servers offer the sign-in on port 465 or 587."
        ),
    ),
    "smtp.auth.no-common-mechanism": Text(
        QT_TRANSLATE_NOOP("Finding", "The server offers no way to sign in that this program knows"),
        QT_TRANSLATE_NOOP("Finding", "Your password was not sent. The server offers: {offered}"),
    ),
    "smtp.auth.no-tokens": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The server does not know the sign-in at your provider's page"
        ),
        QT_TRANSLATE_NOOP(
            "Finding", "Choose “Password” as the sign-in of this server. It offers: {offered}"
        ),
    ),
    "smtp.auth.not-signed-in": Text(
        QT_TRANSLATE_NOOP("Finding", "You are not signed in at your provider's page"),
        QT_TRANSLATE_NOOP("Finding", "Sign in as {user} first, then test again."),
    ),
    "smtp.auth.token-refused": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The server does not accept the pass that your provider gave for {user}"
        ),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.auth.no-password": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no password to sign in with"),
        QT_TRANSLATE_NOOP("Finding", "Type the password for {user}, then test again."),
    ),
    "smtp.sender.ok": Text(QT_TRANSLATE_NOOP("Finding", "The server takes mail from {address}")),
    "smtp.sender.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server does not take mail from {address}"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.sender.too-big": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is too big for the server"),
        QT_TRANSLATE_NOOP("Finding", "It has {size}; the server takes up to {size_limit}."),
    ),
    "smtp.sender.smtputf8": Text(
        QT_TRANSLATE_NOOP("Finding", "The server can't handle international letters before the @"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "One of the addresses has them; the server has not learned to take such addresses.",
        ),
    ),
    "smtp.recipient.ok": Text(QT_TRANSLATE_NOOP("Finding", "The server takes mail for {address}")),
    "smtp.recipient.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server does not take mail for {address}"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.recipient.sender-refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server does not take mail from this sender"),
        QT_TRANSLATE_NOOP("Finding", "It said so when it heard {address}: {reply}"),
    ),
    "smtp.recipient.put-off": Text(
        QT_TRANSLATE_NOOP("Finding", "The server asks to try {address} again later"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.message.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The server accepted the message"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.message.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The server refused the message"),
        QT_TRANSLATE_NOOP("Finding", "What it said: {reply}"),
    ),
    "smtp.message.uncertain": Text(
        QT_TRANSLATE_NOOP("Finding", "The message may have been sent"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "The connection broke after the whole message was handed over and before the server confirmed it. Nobody can know yet.",
        ),
    ),
    "stage.timed-out": Text(
        QT_TRANSLATE_NOOP("Finding", "The server did not answer within {limit:g} seconds")
    ),
    "stage.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The connection was refused"),
        QT_TRANSLATE_NOOP("Finding", "What the computer said: {error}"),
    ),
    "stage.unreachable": Text(
        QT_TRANSLATE_NOOP("Finding", "The way to the server broke down"),
        QT_TRANSLATE_NOOP("Finding", "What the computer said: {error}"),
    ),
    "stage.reset": Text(
        QT_TRANSLATE_NOOP("Finding", "The connection was cut without a word"),
        QT_TRANSLATE_NOOP("Finding", "The server, or something on the way to it, hung up."),
    ),
    "stage.forbidden": Text(
        QT_TRANSLATE_NOOP("Finding", "This computer does not allow the connection"),
        QT_TRANSLATE_NOOP("Finding", "A firewall or security program on this computer forbids it."),
    ),
    "stage.not-tls": Text(
        QT_TRANSLATE_NOOP("Finding", "The server does not speak encrypted on port {port}"),
        QT_TRANSLATE_NOOP("Finding", "Port and encryption do not fit each other."),
    ),
    "stage.tls-too-old": Text(
        QT_TRANSLATE_NOOP("Finding", "The server and this program find no common encryption"),
        QT_TRANSLATE_NOOP(
            "Finding", "The server only offers encryption that is too old to be safe."
        ),
    ),
    "stage.tls-failed": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption could not be started"),
        QT_TRANSLATE_NOOP("Finding", "What the computer said: {error}"),
    ),
    "stage.certificate": Text(
        QT_TRANSLATE_NOOP("Finding", "The server's certificate is not valid"),
        QT_TRANSLATE_NOOP("Finding", "What the check said: {error}"),
    ),
    "stage.bad-reply": Text(
        QT_TRANSLATE_NOOP("Finding", "What answered does not speak like a mail server"),
        QT_TRANSLATE_NOOP("Finding", "It said: {error}"),
    ),
    "stage.injected": Text(
        QT_TRANSLATE_NOOP("Finding", "Something on the way added text to the conversation"),
        QT_TRANSLATE_NOOP(
            "Finding", "It came before the encryption, so the program stopped and sent nothing."
        ),
    ),
    "stage.other": Text(
        QT_TRANSLATE_NOOP("Finding", "The conversation with the server broke"),
        QT_TRANSLATE_NOOP("Finding", "What the computer said: {error}"),
    ),
    "stage.cancelled": Text(QT_TRANSLATE_NOOP("Finding", "Cancelled")),
    "stage.not-tested": Text(
        QT_TRANSLATE_NOOP("Finding", "Not tested"),
        QT_TRANSLATE_NOOP("Finding", "An earlier step failed."),
    ),
    "stage.bug": Text(
        QT_TRANSLATE_NOOP("Finding", "This program made a mistake here ({type})"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It is not your fault and not the server's. Please report it with “Copy for support”.",
        ),
    ),
    "test.passed": Text(QT_TRANSLATE_NOOP("Finding", "{host} works")),
    "test.passed-with-warnings": Text(QT_TRANSLATE_NOOP("Finding", "{host} works, with a warning")),
    "test.not-signed-in": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} answers, but no sign-in was tested")
    ),
    "test.no-message": Text(
        QT_TRANSLATE_NOOP("Finding", "No message was sent, so delivery is not proven.")
    ),
    "test.no-sign-in": Text(QT_TRANSLATE_NOOP("Finding", "No sign-in was tested.")),
    "test.proven.net.connect": Text(QT_TRANSLATE_NOOP("Finding", "{host} can be reached.")),
    "test.proven.tls.certificate": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The connection is encrypted, and the server is the right one."
        )
    ),
    "test.proven.smtp.auth": Text(QT_TRANSLATE_NOOP("Finding", "Signed in as {user}.")),
    "test.proven.smtp.sender": Text(
        QT_TRANSLATE_NOOP("Finding", "The server accepts mail from {sender}.")
    ),
    "test.proven.smtp.recipient": Text(
        QT_TRANSLATE_NOOP("Finding", "The server accepts mail for {recipient}.")
    ),
    "test.failed.dns.resolve": Text(QT_TRANSLATE_NOOP("Finding", "{host} can't be found")),
    "test.failed.net.connect": Text(QT_TRANSLATE_NOOP("Finding", "{host} can't be reached")),
    "test.failed.smtp.greeting": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} does not answer as a mail server")
    ),
    "test.failed.smtp.ehlo": Text(QT_TRANSLATE_NOOP("Finding", "{host} refuses the conversation")),
    "test.failed.tls.handshake": Text(
        QT_TRANSLATE_NOOP("Finding", "The connection to {host} can't be encrypted")
    ),
    "test.failed.tls.certificate": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} can't prove that it is the right server")
    ),
    "test.failed.smtp.auth": Text(
        QT_TRANSLATE_NOOP("Finding", "Signing in to {host} did not work")
    ),
    "test.failed.smtp.sender": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} does not let you send as {sender}")
    ),
    "test.failed.smtp.recipient": Text(
        QT_TRANSLATE_NOOP("Finding", "{host} does not take mail for {recipient}")
    ),
}

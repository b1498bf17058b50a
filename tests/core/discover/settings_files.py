"""Files of mail settings as the tests want them."""

IMAP = """
<incomingServer type="imap">
 <hostname>imap.d.test</hostname><port>993</port><socketType>SSL</socketType>
 <authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username>
</incomingServer>"""
SMTP = """
<outgoingServer type="smtp">
 <hostname>smtp.d.test</hostname><port>465</port><socketType>SSL</socketType>
 <authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username>
</outgoingServer>"""
OAUTH = """
<oAuth2>
 <issuer>sign-in.d.test</issuer><scope>mail.read mail.send</scope>
 <authURL>https://sign-in.d.test/auth</authURL><tokenURL>https://sign-in.d.test/token</tokenURL>
</oAuth2>"""
NAMES = "<domain>d.test</domain><displayName>Mail of D</displayName>"


def settings_file(*servers: str, names: str = NAMES, beside: str = "") -> bytes:
    """A whole file. ``servers`` are an IMAP and an SMTP server where none are given.

    ``beside`` stands outside the provider's part.
    """
    inside = names + "".join(servers or (IMAP, SMTP))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<clientConfig version="1.1"><emailProvider id="d.test">{inside}</emailProvider>'
        f"{beside}</clientConfig>"
    ).encode()


def of_host(host: str) -> bytes:
    """A file that sends everybody to servers of this name."""
    return settings_file(IMAP.replace("imap.d.test", host), SMTP.replace("smtp.d.test", host))

"""The window's words for settings that were found: whose they are, and where they were found."""

from PySide6.QtCore import QCoreApplication

from mailadmin.core.discover.found import Source, Trust
from mailadmin.core.discover.outcome import Offer


def title(offer: Offer, domain: str) -> str:
    """Whose settings these are, in one sentence."""
    say_it = QCoreApplication.translate
    if offer.provider:
        return say_it("Offer", "Your mail is at {provider}").format(provider=offer.provider)
    if offer.trust is Trust.DOUBTFUL:
        return say_it("Offer", "These settings may be the right ones for {domain}").format(
            domain=domain
        )
    return say_it("Offer", "These are the settings of {domain}").format(domain=domain)


def found_in(offer: Offer, domain: str) -> str:
    """Where exactly it was found."""
    say_it = QCoreApplication.translate
    template = {
        Source.PROVIDER: say_it("Offer", "Found in: the providers that this program knows"),
        Source.AUTOCONFIG: say_it("Offer", "Found in: {domain}'s own settings file"),
        Source.DATABASE: say_it("Offer", "Found in: Mozilla's database of mail providers"),
        Source.SRV: say_it("Offer", "Found in: {domain}'s public records (DNS)"),
        Source.MX: say_it("Offer", "Found through: the server that takes {domain}'s mail"),
        Source.HTTP: say_it("Offer", "Found in: {domain}'s settings file, sent unencrypted"),
        Source.GUESS: say_it("Offer", "Found by: trying the usual names below {domain}"),
    }[offer.source]
    return template.format(domain=domain)


def servers(offer: Offer) -> str:
    """Where mail is sent and read."""
    say_it = QCoreApplication.translate
    if offer.inbox is None:
        return say_it("Offer", "Mail is sent through {server}.").format(
            server=offer.mail_server.host
        )
    return say_it("Offer", "Mail is sent through {server} and read at {inbox}.").format(
        server=offer.mail_server.host, inbox=offer.inbox.host
    )


def doubts(offer: Offer) -> tuple[str, ...]:
    """What is worth knowing before these settings are used, besides what has to be agreed to."""
    if offer.answered:
        return ()
    return (QCoreApplication.translate("Offer", "These servers did not answer from here."),)


def what_is_needed(offer: Offer) -> str:
    """What the user has to have, where it is a password."""
    say_it = QCoreApplication.translate
    name = offer.provider or offer.mail_server.host
    if not offer.app_password:
        return say_it("Offer", "Type the password of your mailbox.")
    if offer.app_password_page:
        return say_it(
            "Offer",
            "{name} wants an app password here: a password that its page makes for one program. "
            "Your usual password will not work. Make one on that page, then type it here.",
        ).format(name=name)
    return say_it(
        "Offer",
        "{name} wants an app password here: a password that it makes for one program. Your usual "
        "password will not work. You find it in the security settings of your account there.",
    ).format(name=name)


def sign_in_with(name: str) -> str:
    """The words of the button that begins a sign-in at a provider's page."""
    return QCoreApplication.translate("Offer", "Sign in with {0}").format(name)
